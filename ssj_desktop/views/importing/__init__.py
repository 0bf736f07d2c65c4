"""The section 导入 of 名录库: a file is looked through, put right, and taken in whole."""
