"""The phone's side of Rythm: the bridge to the browser's own store, and what shows its state."""
