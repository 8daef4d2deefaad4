"""Where allauth meets Headway: who may pass, how secrets are kept, and what the log hears. No rule of ours lives here."""
