"""English Indices of Deprivation 2025, by 2021 neighbourhood."""

from maypole.core.ingest.layouts import layout
from maypole.core.ingest.source import Download
from maypole.places.models import Place
from maypole.places.sources._deprivation import Deprivation, Measure


class Iod2025(Deprivation):
    slug = "iod2025"
    title = "Indices of Deprivation 2025"
    page = "https://www.gov.uk/government/statistics/english-indices-of-deprivation-2025"
    vintage = edition = "2025"
    kind = Place.Kind.LSOA21
    size = 33_755
    measures = (
        Measure("imd", "imd-2025", "Index of Multiple Deprivation 2025"),
        Measure("income", "income-2025", "Income deprivation 2025"),
        Measure("education", "education-2025", "Education, skills and training deprivation 2025"),
        Measure("idaci", "idaci-2025", "Income deprivation affecting children 2025"),
    )
    layouts = (
        layout(
            "file 7",
            required="code imd_rank",
            code=(r"lsoa code \(2021\)", "lsoa21 code", "lsoa21cd"),
            name=(r"lsoa name \(2021\)", "lsoa21 name", "lsoa21nm"),
            imd_rank=(r"index of multiple deprivation \(imd\) rank.*", "imd rank"),
            imd_decile=(r"index of multiple deprivation \(imd\) decile.*", "imd decile"),
            income_rank=(r"income rank \(where.*", "income rank"),
            income_decile=(r"income decile \(where.*", "income decile"),
            education_rank=(r"education, skills and training rank \(where.*", "education rank"),
            education_decile=(r"education, skills and training decile \(where.*", "education decile"),
            idaci_rank=(r"income deprivation affecting children index \(idaci\) rank.*", "idaci rank"),
            idaci_decile=(r"income deprivation affecting children index \(idaci\) decile.*", "idaci decile"),
        ),
    )
    downloads = (
        Download(
            "https://assets.publishing.service.gov.uk/media/691ded56d140bbbaa59a2a7d/"
            "File_7_IoD2025_All_Ranks_Scores_Deciles_Population_Denominators.csv",
            "iod-2025-file-7.csv",
        ),
    )


SOURCE = Iod2025()
