"""By what the sample's rows are known, so that they are found again without loading what makes them."""

SLUG = "sample"
DEMONSTRATION = "sample.example"
INVENTED_ENGINE = "Invented engine"
MAPPING = "invented-rooms"
