"""What a design comes to, as tables: for people, pages, spreadsheets and programs."""
