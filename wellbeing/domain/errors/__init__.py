"""Everything that may go wrong, as one tree; the first sentence of each docstring is what people read.

    HarbourError
    ├── BadInput            what was typed can be mended by the person
    │   ├── AnswerOutOfRange  NoteTooLong  DayOutOfReach
    │   ├── RecordOutOfReach  RecordGone
    │   ├── HandleUnusable  NameUnusable  LabelTaken  RoleUnusable
    │   ├── CountryUnusable  TimeZoneUnusable
    │   ├── PassphraseTooShort  PassphraseTooLong  PassphraseTooCommon  PassphrasesDiffer
    │   ├── RecoveryCodeMistyped  InvitationRefused (JoiningRefused)
    │   ├── ActUnusable  PolicyUnusable
    │   ├── StartsTooSoon  StartsTooLate  PolicyWaiting  PolicyStarted  PolicyNoteTooLong
    │   ├── CommentUnusable  CommentsClosed  CommentsEnough
    │   ├── LinesUnreadable  LinesRefused  ContactUnusable  ConfirmedAlready
    │   ├── StepTooLong  OutcomeUnusable  MarkUnusable  DutyUnusable  EnoughWritten
    │   ├── QuestionnaireGone  AskedTooSoon  SheetClosed  SheetGone
    │   ├── FloorOnlyRises
    │   └── DayGone
    ├── Refused             the person may not, or not now
    │   ├── SignedOut  Locked  NotYours
    │   ├── SecretsDiffer  TooManyTries  ActsFull  Busy  ServedElsewhere
    │   └── BoxClosed  BoxFull
    ├── Damaged             stored words do not open
    │   └── LogBroken (RecordsBroken)  ArchiveDamaged
    └── Unfit               the host cannot keep the promise
        ├── DiskFull  FolderReadOnly  DatabaseBusy  DatabaseDamaged
        ├── DatabaseAway  DatabaseReadOnly  DatabaseRefused  DatabaseEmpty  DatabaseMoved  DatabaseInUse
        ├── CopyDiffers
        ├── SchemaNewer  SchemaOlder  WrittenSince  NothingOlder
        ├── PepperMissing  PepperWrong  ReleaseKeyMissing  ReleaseKeyWrong
        └── HostUnfit (ServerUnfit)  SettingUnusable  FolderInUse  BackupKeyMissing  BackupUnderWay

No error ever holds the value that caused it: it would end in a log.
"""

from __future__ import annotations

from wellbeing.domain.errors.base import (
    HarbourError,
)
from wellbeing.domain.errors.host import (
    BackupKeyMissing,
    BackupUnderWay,
    CopyDiffers,
    DatabaseAway,
    DatabaseBusy,
    DatabaseDamaged,
    DatabaseEmpty,
    DatabaseInUse,
    DatabaseMoved,
    DatabaseReadOnly,
    DatabaseRefused,
    DiskFull,
    FolderInUse,
    FolderReadOnly,
    HostUnfit,
    NothingOlder,
    PepperMissing,
    PepperWrong,
    ReleaseKeyMissing,
    ReleaseKeyWrong,
    SchemaNewer,
    SchemaOlder,
    ServerUnfit,
    SettingUnusable,
    Unfit,
    WrittenSince,
)
from wellbeing.domain.errors.inputs import (
    ActUnusable,
    AnswerOutOfRange,
    AskedTooSoon,
    BadInput,
    CommentsClosed,
    CommentsEnough,
    CommentUnusable,
    ConfirmedAlready,
    ContactUnusable,
    CountryUnusable,
    DayGone,
    DayOutOfReach,
    DutyUnusable,
    EnoughWritten,
    FloorOnlyRises,
    HandleUnusable,
    InvitationRefused,
    JoiningRefused,
    LabelTaken,
    LinesRefused,
    LinesUnreadable,
    MarkUnusable,
    NameUnusable,
    NoteTooLong,
    OutcomeUnusable,
    PassphrasesDiffer,
    PassphraseTooCommon,
    PassphraseTooLong,
    PassphraseTooShort,
    PolicyNoteTooLong,
    PolicyStarted,
    PolicyUnusable,
    PolicyWaiting,
    QuestionnaireGone,
    RecordGone,
    RecordOutOfReach,
    RecoveryCodeMistyped,
    RoleUnusable,
    SheetClosed,
    SheetGone,
    StartsTooLate,
    StartsTooSoon,
    StepTooLong,
    TimeZoneUnusable,
)
from wellbeing.domain.errors.refusals import (
    ActsFull,
    ArchiveDamaged,
    BoxClosed,
    BoxFull,
    Busy,
    Damaged,
    Locked,
    LogBroken,
    NotYours,
    RecordsBroken,
    Refused,
    SecretsDiffer,
    ServedElsewhere,
    SignedOut,
    TooManyTries,
)

__all__ = [
    "ActUnusable",
    "ActsFull",
    "AnswerOutOfRange",
    "ArchiveDamaged",
    "AskedTooSoon",
    "BackupKeyMissing",
    "BackupUnderWay",
    "BadInput",
    "BoxClosed",
    "BoxFull",
    "Busy",
    "CommentUnusable",
    "CommentsClosed",
    "CommentsEnough",
    "ConfirmedAlready",
    "ContactUnusable",
    "CopyDiffers",
    "CountryUnusable",
    "Damaged",
    "DatabaseAway",
    "DatabaseBusy",
    "DatabaseDamaged",
    "DatabaseEmpty",
    "DatabaseInUse",
    "DatabaseMoved",
    "DatabaseReadOnly",
    "DatabaseRefused",
    "DayGone",
    "DayOutOfReach",
    "DiskFull",
    "DutyUnusable",
    "EnoughWritten",
    "FloorOnlyRises",
    "FolderInUse",
    "FolderReadOnly",
    "HandleUnusable",
    "HarbourError",
    "HostUnfit",
    "InvitationRefused",
    "JoiningRefused",
    "LabelTaken",
    "LinesRefused",
    "LinesUnreadable",
    "Locked",
    "LogBroken",
    "MarkUnusable",
    "NameUnusable",
    "NotYours",
    "NoteTooLong",
    "NothingOlder",
    "OutcomeUnusable",
    "PassphraseTooCommon",
    "PassphraseTooLong",
    "PassphraseTooShort",
    "PassphrasesDiffer",
    "PepperMissing",
    "PepperWrong",
    "PolicyNoteTooLong",
    "PolicyStarted",
    "PolicyUnusable",
    "PolicyWaiting",
    "QuestionnaireGone",
    "RecordGone",
    "RecordOutOfReach",
    "RecordsBroken",
    "RecoveryCodeMistyped",
    "Refused",
    "ReleaseKeyMissing",
    "ReleaseKeyWrong",
    "RoleUnusable",
    "SchemaNewer",
    "SchemaOlder",
    "SecretsDiffer",
    "ServedElsewhere",
    "ServerUnfit",
    "SettingUnusable",
    "SheetClosed",
    "SheetGone",
    "SignedOut",
    "StartsTooLate",
    "StartsTooSoon",
    "StepTooLong",
    "TimeZoneUnusable",
    "TooManyTries",
    "Unfit",
    "WrittenSince",
]
