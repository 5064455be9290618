"""English Indices of Deprivation 2019, by 2011 neighbourhood."""

from maypole.core.ingest.layouts import layout
from maypole.core.ingest.source import Download
from maypole.places.models import Place
from maypole.places.sources._deprivation import Deprivation, Measure


class Iod2019(Deprivation):
    slug = "iod2019"
    title = "Indices of Deprivation 2019"
    page = "https://www.gov.uk/government/statistics/english-indices-of-deprivation-2019"
    vintage = edition = "2019"
    kind = Place.Kind.LSOA11
    size = 32_844
    measures = (
        Measure("imd", "imd-2019", "Index of Multiple Deprivation 2019"),
        Measure("idaci", "idaci-2019", "Income deprivation affecting children 2019"),
        Measure("idaopi", "idaopi-2019", "Income deprivation affecting older people 2019"),
    )
    layouts = (
        layout(
            "file 3 or 7",
            required="code imd_rank",
            code=(r"lsoa code \(2011\)", "lsoa11 code", "lsoa11cd"),
            name=(r"lsoa name \(2011\)", "lsoa11 name", "lsoa11nm"),
            imd_rank=(r"index of multiple deprivation \(imd\) rank.*", "imd rank"),
            imd_decile=(r"index of multiple deprivation \(imd\) decile.*", "imd decile"),
            idaci_rank=(r"income deprivation affecting children index \(idaci\) rank.*", "idaci rank"),
            idaci_decile=(r"income deprivation affecting children index \(idaci\) decile.*", "idaci decile"),
            idaopi_rank=(r"income deprivation affecting older people \(idaopi\) rank.*", "idaopi rank"),
            idaopi_decile=(r"income deprivation affecting older people \(idaopi\) decile.*", "idaopi decile"),
        ),
    )
    downloads = (
        Download(
            "https://assets.publishing.service.gov.uk/government/uploads/system/uploads/attachment_data/file/845345/"
            "File_7_-_All_IoD2019_Scores__Ranks__Deciles_and_Population_Denominators_3.csv",
            "iod-2019-file-7.csv",
        ),
    )


SOURCE = Iod2019()
