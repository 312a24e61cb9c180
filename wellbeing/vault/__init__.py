"""The wall round personal words: what leaves for storage is sealed, and only its owner's keys open it."""

# Each kind's codec is known wherever the vault is.
from wellbeing.vault import ballot_codec as ballot_codec
from wellbeing.vault import exposure_codec as exposure_codec
from wellbeing.vault import plan_codec as plan_codec
from wellbeing.vault import preferences_codec as preferences_codec
from wellbeing.vault import relief_codec as relief_codec
