"""工具 Page parts, rules, form fields, tables, pickers. No tables, no word of the field."""
