"""部署 A decision enters: document, meeting, instruction; its sentences and what became of each one."""
