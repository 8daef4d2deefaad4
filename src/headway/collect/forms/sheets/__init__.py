"""The form of a period as a workbook: written with what stands, read back, and planned field by field."""
