"""What becomes public: its files and its fingerprint, how it reads and compares, its traces."""
