"""工具 Page parts, rules, form fields, tables, pickers. No tables in the database, no word of the field."""
