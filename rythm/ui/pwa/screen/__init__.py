"""What the logger shows and writes, worked out from the phone's rows: pure rules, compiled to JavaScript."""
