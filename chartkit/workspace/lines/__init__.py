"""Line panels: takes what panels ask for, gives lines of runs, smoothed over all points and thinned to the pixels."""
