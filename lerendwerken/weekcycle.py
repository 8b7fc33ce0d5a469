"""The weekly cycle: ISO 8601 weeks and the fixed moments in working time."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import Field, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

from lerendwerken.messages import N_, _
from lerendwerken.values import Line, Value

WEEK = re.compile(r"([0-9]{4})-W([0-9]{2})")
MomentId = Literal["koers", "experiment", "spar", "oogst", "verantwoording"]
Day = Literal["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag"]


@dataclass(frozen=True, order=True)
class Week:
    """An ISO 8601 week, such as 2026-W48; a year has 52 or 53 of them."""

    year: int
    number: int

    @classmethod
    def parse(cls, text: str) -> Week:
        """Return the week that a text such as `2026-W48` names.

        Raises:
            ValueError: it is not of that form, or the year has no such week.
        """
        found = WEEK.fullmatch(text)
        if not found or int(found[1]) < 1:
            raise ValueError(_("'{text}' is not a week; write it as 2026-W48.").format(text=text[:20]))
        week = cls(int(found[1]), int(found[2]))
        last = dt.date(week.year, 12, 28).isocalendar().week
        if not 1 <= week.number <= last:
            raise ValueError(
                _("{year} has no week {number}; its weeks run from 1 to {last}.").format(
                    year=week.year, number=week.number, last=last
                )
            )
        return week

    @classmethod
    def of(cls, day: dt.date) -> Week:
        """Return the week that a day falls in."""
        year, number, _day = day.isocalendar()
        return cls(year, number)

    @property
    def monday(self) -> dt.date:
        """First day of the week."""
        return dt.date.fromisocalendar(self.year, self.number, 1)

    @property
    def sunday(self) -> dt.date:
        """Last day of the week."""
        return self.monday + dt.timedelta(days=6)

    def shift(self, weeks: int) -> Week:
        """Return the week a number of weeks later, or earlier when it is negative."""
        return Week.of(self.monday + dt.timedelta(weeks=weeks))

    def __str__(self) -> str:
        return f"{self.year:04}-W{self.number:02}"

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Read from text, write as text."""
        from_text = core_schema.no_info_after_validator_function(cls.parse, core_schema.str_schema())
        return core_schema.json_or_python_schema(
            json_schema=from_text,
            python_schema=core_schema.union_schema([core_schema.is_instance_schema(cls), from_text]),
            serialization=core_schema.plain_serializer_function_ser_schema(str),
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Describe a week as text."""
        return {"type": "string", "pattern": r"^\d{4}-W\d{2}$", "examples": ["2026-W48"]}


class Moment(Value):
    """A fixed moment in working time."""

    name: Line = Field(alias="naam", description=N_("What the team calls this moment."))
    day: Day = Field(alias="dag", description=N_("Day of the week."))
    time: Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")] = Field(
        alias="tijd", description=N_("Start, as 09:30 (with quotes).")
    )
    minutes: int = Field(alias="minuten", ge=5, le=240, description=N_("How long it takes, in minutes."))
    every: int = Field(default=1, alias="om_de_weken", ge=1, le=13, description=N_("Every how many weeks; 1 is each week."))


def standard_moments() -> Mapping[MomentId, Moment]:
    """Return the moments that a frame has unless it says otherwise; they are our own and can be renamed."""
    rows: tuple[tuple[MomentId, str, Day, str, int, int], ...] = (
        ("koers", "Koers", "maandag", "09:00", 30, 1),
        ("experiment", "Experiment", "woensdag", "10:00", 60, 1),
        ("spar", "Spar", "donderdag", "11:00", 45, 1),
        ("oogst", "Oogst", "vrijdag", "14:00", 40, 1),
        ("verantwoording", "Verantwoording", "vrijdag", "15:00", 50, 4),
    )
    return {
        key: Moment(naam=name, dag=day, tijd=time, minuten=minutes, om_de_weken=every)
        for key, name, day, time, minutes, every in rows
    }


class WeekCycle(Value):
    """The moments of a team's week, by their fixed key."""

    moments: Mapping[MomentId, Moment]

    def merged(self, own: Mapping[MomentId, Moment]) -> WeekCycle:
        """Return the cycle with a team's own moments in place of the frame's."""
        return WeekCycle(moments={**self.moments, **own})
