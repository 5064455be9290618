"""What the atlas writes: values of indicators, saved views, travel times."""
