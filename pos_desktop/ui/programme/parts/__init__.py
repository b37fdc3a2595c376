"""The parts of the programme as tables of fields: what each page of the settings lets the owner change."""
