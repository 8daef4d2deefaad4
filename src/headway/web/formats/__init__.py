"""How dates are written where a page leaves that to Django: as everywhere else in Headway."""
