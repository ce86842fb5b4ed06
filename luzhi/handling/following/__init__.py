"""After the answer: reports of progress, classes that move on, promises over the years."""
