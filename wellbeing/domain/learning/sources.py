"""Where the cards come from, each once; all were read for the design of this app, before that."""

from __future__ import annotations

from datetime import date
from typing import Final

from wellbeing.domain.learning.card import Source

WRITTEN_ON: Final = date(2026, 11, 21)
NEXT_REVIEW: Final = date(2027, 11, 21)

INVESTIGATORS: Final = Source(
    "BMC Psychiatry", "bmcpsychiatry.biomedcentral.com/articles/10.1186/s12888-023-05445-w"
)
COMMANDERS: Final = Source(
    "Frontiers in Psychiatry", "frontiersin.org/journals/psychiatry/articles/10.3389/fpsyt.2022.931268/full"
)
SPECIALISTS: Final = Source(
    "Frontiers in Psychology", "frontiersin.org/articles/10.3389/fpsyg.2023.1155733/full"
)
CONFIDENTIAL: Final = Source(
    "Frontiers in Psychology", "frontiersin.org/articles/10.3389/fpsyg.2023.1152446/full"
)
DECOMPRESSING: Final = Source(
    "Frontiers in Psychology", "frontiersin.org/articles/10.3389/fpsyg.2023.1142106/full"
)
COPING_WELL: Final = Source("University College London", "discovery.ucl.ac.uk/id/eprint/1447785/")
WORKLOAD: Final = Source("Deakin University", "dro.deakin.edu.au/view/DU:30065433")
MANKATO: Final = Source("Minnesota State University, Mankato", "cornerstone.lib.mnsu.edu/psyc_fac_pubs/188")
DUAL_ROLE: Final = Source(
    "Journal of Police and Criminal Psychology", "rd.springer.com/article/10.1007%2Fs11896-017-9248-7"
)
EXAMINERS: Final = Source("Open Ukrainian Citation Index", "ouci.dntb.gov.ua/en/works/7qbRJvA4")
KRAUSE: Final = Source(
    "Kenwood Center",
    ""
    "kenwoodcenter.org/services/minnesota-icac-wellness-program/resources/related-research-studies-and-findings/"
    "identifying-and-managing-stress/",
)
EXETER: Final = Source(
    "University of Exeter", "news-archive.exeter.ac.uk/2021/october/articles/studyshowsemotionaltollfa.html"
)
SOCIAL_WORK: Final = Source(
    "Society for Social Work and Research", "sswr.confex.com/sswr/2023/webprogram/Paper48152.html"
)
LOWER_SAXONY: Final = Source(
    "Norddeutscher Rundfunk, as quoted",
    "ingeburgpeters.blogspot.com/2017/03/polizisten-mussen-haufig-mehr-als-3000.html",
)
IWF: Final = Source(
    "Internet Watch Foundation",
    "iwf.org.uk/news-media/blogs/safeguarding-the-unsung-heroes-fostering-staff-welfare-across-the-organisation/",
)
DART: Final = Source("Dart Center", "dartcenter.org/content/working-with-traumatic-imagery")
DART_PACE: Final = Source(
    "Melbourne Press Club",
    "melbournepressclub.com/article/working-with-traumatic-imagery-can-affect-your-mental-health-mpcmnl",
)
WIKIMEDIA: Final = Source("Wikimedia", "meta.wikimedia.org/wiki/Best_practice_on_viewing_graphic_imagery")
BERKELEY: Final = Source(
    "University of California, Berkeley",
    ""
    "humanrights.berkeley.edu/publications/safer-viewing-a-study-of-secondary-trauma-mitigation-techniques-in-"
    "open-source-investigations/",
)
NEW_ZEALAND: Final = Source(
    "New Zealand Herald", "nzherald.co.nz/nz/dealing-with-the-dark-side/7WBLLQEATBFGGPW45G5F7CPDQU"
)
COMPENSATED: Final = Source(
    "Police Federation of England and Wales",
    ""
    "polfed.org/news/latest-news/2023/struggling-officer-who-viewed-thousands-of-child-abuse-images-a-week-in-hi-"
    "tech-crime-unit-role-compensated-after-lack-of-force-support/",
)
COLLEGE: Final = Source(
    "College of Policing",
    ""
    "production.copweb.aws.college.police.uk/support-forces/practices/pre-deployment-process-online-child-sexual-"
    "abuse-and-indecent-images-children-iioc-investigations",
)
BLUR_HELPS: Final = Source("AAAI HCOMP", "ojs.aaai.org/index.php/HCOMP/article/view/7461")
BLUR_DOES_NOT: Final = Source("Psychological Research", "doi.org/10.1007/s00426-026-02241-5")
DRAWING: Final = Source("arXiv", "arxiv.org/abs/2307.10334")
GAME_STAFF: Final = Source(
    "BMC Medicine", "bmcmedicine.biomedcentral.com/articles/10.1186/s12916-024-03569-8"
)
GAME_LIMITS: Final = Source(
    "Frontiers in Psychiatry", "frontiersin.org/articles/10.3389/fpsyt.2022.769957/full"
)
QUIZ: Final = Source("PLOS ONE", "journals.plos.org/plosone/article?id=10.1371/journal.pone.0013706")
NICE: Final = Source(
    "National Institute for Health and Care Excellence", "nice.org.uk/guidance/ng116/chapter/recommendations"
)
PTSD_COACH: Final = Source(
    "Department of Veterans Affairs study, PubMed Central", "pmc.ncbi.nlm.nih.gov/articles/PMC9006138"
)
MARRIAGES: Final = Source(
    "Forensic Focus", "forensicfocus.com/articles/reducing-the-mental-stress-of-investigators/"
)
KIRSCHMAN: Final = Source(
    "Ellen Kirschman",
    "ellenkirschman.com/2017/07/14/law-enforcements-challenging-assignment-job-inspired-write-fifth-reflection/",
)
ARMOR_UP: Final = Source(
    "Armor Up Now", "armorupnow.org/2018/04/03/the-hidden-dangers-of-being-a-sex-crimes-detective/"
)
DALLAS: Final = Source("PubMed Central", "pmc.ncbi.nlm.nih.gov/articles/PMC7542299")
PEER_LAW: Final = Source(
    "Congress of the United States", "congress.gov/117/bills/s1502/BILLS-117s1502enr.htm"
)
