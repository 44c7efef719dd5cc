"""What a gym trains, in figures: one state and one set of parts for coaches and for administrators."""
