"""Laws as data, one TOML file each; `law_presets.py` reads them."""
