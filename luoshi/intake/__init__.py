"""部署 A decision enters: document, meeting, instruction; what became of each sentence."""
