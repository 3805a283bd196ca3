"""What an answer costs, beside two baselines; and the emulator that the benchmark and tests/lambda start."""
