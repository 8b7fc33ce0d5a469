"""The command line: thin, quick to start, in the language of its user. What it does stands in the modules it calls."""

from __future__ import annotations

import contextlib
import gettext
import io
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click

from lerendwerken import __version__
from lerendwerken.errors import LerendwerkenError
from lerendwerken.messages import DOMAIN, LOCALES, _, language

if TYPE_CHECKING:
    from lerendwerken.library import KitFolder
    from lerendwerken.weekcycle import Week
    from lerendwerken.workspace import Workspace

# the command-line library takes its own sentences from this catalogue
os.environ["LANGUAGE"] = language()
gettext.bindtextdomain(DOMAIN, str(LOCALES))
gettext.textdomain(DOMAIN)

Function = TypeVar("Function", bound=Callable[..., Any])
HELP = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
FOLDER = click.Path(path_type=Path, file_okay=False)
FILE = click.Path(path_type=Path)


def in_workspace(command: Function) -> Function:
    """Add the option `--workspace`."""
    text = _("Folder with kader.yaml; else the nearest from here upward.")
    return click.option("--workspace", type=FOLDER, metavar="DIR", help=text)(command)


def of_session(command: Function) -> Function:
    """Add what names a session: kit, team and week."""
    command = click.option("--week", required=True, metavar="WEEK", help=_("ISO 8601 week, such as 2026-W48."))(command)
    command = click.option("--team", required=True, metavar="TEAM", help=_("Team, as in teams/TEAM.yaml."))(command)
    return click.argument("kit", metavar="KIT")(command)


class Command(click.Command):
    """A command whose line of use is in the language of its user."""

    def __init__(self, *arguments: Any, **settings: Any) -> None:
        super().__init__(*arguments, **{"options_metavar": _("[OPTIONS]"), **settings})


class Group(click.Group):
    """A group of such commands."""

    command_class = Command
    group_class = type

    def __init__(self, *arguments: Any, **settings: Any) -> None:
        own = {"options_metavar": "", "subcommand_metavar": _("COMMAND [OPTIONS]")}
        super().__init__(*arguments, **{**own, **settings})


@click.group(
    cls=Group, context_settings=HELP, help=_("Learn with AI on your own work, with your team, and show what it yields.")
)
@click.version_option(__version__, "--version", prog_name="lerendwerken", help=_("Show the version and exit."))
def cli() -> None:
    """Root of all commands."""


@cli.command(help=_("Make a workspace in a new folder."))
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--example", is_flag=True, help=_("With the fictional organisation, its teams and its answers."))
@click.option("--workspace", type=FOLDER, metavar="DIR", hidden=True)
def init(folder: Path, example: bool, workspace: Path | None) -> None:
    """Make a workspace."""
    from lerendwerken.starter import make_workspace

    made = make_workspace(folder, example=example)
    click.echo(_("Made: {folder}").format(folder=made.root))
    click.echo(_("Next: change kader.yaml and teams/, and see the kits with: lerendwerken kit list"))


@cli.command(help=_("Show the whole product with a fictional organisation: sessions, records, site."))
@in_workspace
@click.option("--out", type=FOLDER, metavar="DIR", help=_("Put the site here and stop after the build."))
@click.option("--no-serve", is_flag=True, help=_("Stop after the build."))
@click.option("--port", type=int, default=0, metavar="N", help=_("Port to serve on; else any that is free."))
def demo(workspace: Path | None, out: Path | None, no_serve: bool, port: int) -> None:
    """Run the demonstration."""
    from lerendwerken.demo import run_demo
    from lerendwerken.site import serve_site

    site = run_demo(workspace or Path("lerendwerken-demo"), out=out, progress=click.echo)
    if not (no_serve or out):
        serve_site(site, port=port, on_ready=_say_address)


@cli.command(help=_("Check what is installed, whether the workspace is right and whether the model answers."))
@click.option("--model", is_flag=True, help=_("Try the model in a short real exchange, and tell what its endpoint can do."))
@in_workspace
def doctor(workspace: Path | None, model: bool) -> None:
    """Examine installation, workspace and model, or the model alone."""
    from lerendwerken.doctor import examine
    from lerendwerken.modelcheck import examine_model

    good = True
    for finding in examine_model(workspace) if model else examine(workspace):
        click.echo(str(finding))
        good = good and finding.good
    if not good:
        sys.exit(1)


@cli.group(help=_("The kits."))
def kit() -> None:
    """Commands on kits."""


@kit.command("list", help=_("List the kits that a team can choose from."))
@in_workspace
def kit_list(workspace: Path | None) -> None:
    """List the kits."""
    from lerendwerken.library import Library

    place = _workspace_if_any(workspace)
    for found in Library(own=place.kits_folder if place else None).kits():
        minutes = _("{minutes} min").format(minutes=found.kit.minutes)
        click.echo(f"{found.slug:<26} {minutes:>7}  {found.kit.purpose}")


@cli.command(help=_("Print an empty, commented answers file for a kit."))
@click.argument("kit", metavar="KIT")
@click.option("-o", "--out", type=FILE, metavar="FILE", help=_("Write it to this new file."))
@in_workspace
def answers(kit: str, out: Path | None, workspace: Path | None) -> None:
    """Print an empty answers file, or write it."""
    from lerendwerken.blankform import empty_form
    from lerendwerken.files import write_new
    from lerendwerken.library import Library

    place = _workspace_if_any(workspace)
    found = Library(own=place.kits_folder if place else None).kit(kit)
    form = empty_form(found.slug, found.kit, frame=place.frame if place else None)
    if out is None:
        click.echo(form, nl=False)
        return
    write_new(out, form)
    click.echo(_("Made: {folder}").format(folder=out))


@cli.command(help=_("Make a session of a kit ready for a team: a notebook to do it in."))
@of_session
@click.option(
    "-f", "--file", "situation", type=FILE, metavar="FILE", help=_("What the kit must know of your work beforehand.")
)
@in_workspace
def prepare(kit: str, team: str, week: str, situation: Path | None, workspace: Path | None) -> None:
    """Prepare a session."""
    place, found, parsed = _session(workspace, kit, week)
    from lerendwerken.runner import prepare_kit

    notebook = prepare_kit(place, kit=found, team=team, week=parsed, situation=situation)
    click.echo(_("Ready: {notebook}").format(notebook=notebook))


@cli.command(help=_("Do a kit with the answers of a file; writes the session and the record."))
@of_session
@click.option("-f", "--file", "path", required=True, type=FILE, metavar="FILE", help=_("Answers, as made by: answers KIT."))
@click.option("--correct", metavar="REASON", help=_("Correct what was decided up front; the reason stands in the record."))
@click.option("--retry", is_flag=True, help=_("Ask the language model again where the practice partner stepped in for it."))
@in_workspace
def run(kit: str, team: str, week: str, path: Path, correct: str | None, retry: bool, workspace: Path | None) -> None:
    """Run a kit headless."""
    place, found, parsed = _session(workspace, kit, week)
    from lerendwerken.runner import run_kit

    done = run_kit(place, kit=found, team=team, week=parsed, answers=path, correction=correct, retry=retry)
    click.echo(_("Session: {notebook}").format(notebook=done.notebook))
    if done.record is None:
        click.echo(_("Not published: the team did not agree to it."))
        return
    click.echo(_("Record: {record}, revision {revision}").format(record=done.record.id, revision=done.record.revision))
    if done.record.masked:
        click.echo(_("Personal data was replaced in: {fields}.").format(fields=", ".join(done.record.masked)))
    if done.record.sparring and done.record.sparring.fallback:
        text = _("The language model did not answer ({reason}); the practice partner took over. To try again, add --retry.")
        click.echo(text.format(reason=done.record.sparring.fallback))


@cli.command(help=_("Show the claims of the partner that are still open, ready to paste into the answers file."))
@of_session
@in_workspace
def claims(kit: str, team: str, week: str, workspace: Path | None) -> None:
    """Print the open claims of a session as YAML."""
    from lerendwerken.blankform import open_claims_form
    from lerendwerken.session import Session

    place, found, parsed = _session(workspace, kit, week)
    session = Session.open(place, kit=found, team=team, week=parsed, read_only=True)
    click.echo(open_claims_form(session.open_claims()), nl=False)


@cli.command(help=_("Show a text with placeholders in place of personal data; nothing is sent."))
@click.argument("file", metavar="[FILE|-]", type=click.Path(path_type=Path, allow_dash=True), default="-")
@click.option("--team", metavar="TEAM", help=_("With the names of this team."))
@click.option("--jsonl", is_flag=True, help=_('Read lines {"id", "text"} and write lines {"id", "spans"}.'))
@in_workspace
def redact(file: Path, team: str | None, jsonl: bool, workspace: Path | None) -> None:
    """Show what would leave this machine."""
    from lerendwerken.redacting import explained, never_complete, read_text, spans_of
    from lerendwerken.redaction import Redaction
    from lerendwerken.workspace import Workspace

    roster = Workspace.at(workspace).team(team).members if team else ()
    path = None if str(file) == "-" else file
    text = read_text(path)
    if jsonl:
        for line in spans_of(text, roster=roster, where=str(path or _("standard input"))):
            click.echo(line)
        return
    redaction = Redaction(roster=roster)
    click.echo(redaction.redact(text).text, nl=False)
    for line in (*explained(redaction.replacements(text)), never_complete()):
        click.echo(line, err=True)


@cli.command(help=_("Add a measured number to a record, named as TEAM/WEEK-KIT."))
@click.argument("record", metavar="RECORD")
@click.option("--value", required=True, metavar="N", help=_("The number that you measured."))
@click.option("--date", "day", required=True, metavar="D", help=_("Day of measuring, as 2026-11-27."))
@click.option("--estimated", is_flag=True, help=_("The number is an estimate, not counted or timed."))
@click.option("--note", metavar="TEXT", help=_("How you measured, in one line."))
@in_workspace
def measure(record: str, value: str, day: str, estimated: bool, note: str | None, workspace: Path | None) -> None:
    """Add an outcome."""
    from lerendwerken.measuring import measure_record
    from lerendwerken.workspace import Workspace

    place = Workspace.at(workspace)
    made = measure_record(place, record, value=value, date=day, manner="geschat" if estimated else "geteld", note=note)
    click.echo(_("Record: {record}, revision {revision}").format(record=made.id, revision=made.revision))


@cli.group(help=_("The sparring partner."))
def partner() -> None:
    """Commands on the sparring partner."""


@partner.command("eval", help=_("Try a language model on the cases of each role, before a team works with it."))
@click.option("--model", metavar="NAME", help=_("This model, in place of LERENDWERKEN_MODEL."))
@click.option("--role", "roles", multiple=True, metavar="ROLE", help=_("Only the cases of this role; may be repeated."))
@click.option("--judge", is_flag=True, help=_("Ask the model in LERENDWERKEN_JUDGE_MODEL for its opinion as well."))
@click.option("--practice", is_flag=True, help=_("Try the practice partner, which is no AI."))
@click.option("--json", "file", type=FILE, metavar="FILE", help=_("Write the outcomes to this file as JSON as well."))
@in_workspace
def partner_eval(
    model: str | None, roles: tuple[str, ...], judge: bool, practice: bool, file: Path | None, workspace: Path | None
) -> None:
    """Evaluate a model; leaves with 1 when a case failed."""
    from lerendwerken.doctor import workspace_root
    from lerendwerken.files import write_whole
    from lerendwerken.sparring.evaluation.evaluated import as_json, tell_outcome, tell_summary
    from lerendwerken.sparring.evaluation.running import Candidates, evaluate
    from lerendwerken.sparring.evaluation.scenarios import parse_roles

    chosen = parse_roles(roles)
    who = Candidates.of(name=model, practice=practice, judge=judge, folder=workspace_root(workspace))
    outcomes = []
    for outcome in evaluate(who.model, chosen, judge=who.judge):
        outcomes.append(outcome)
        click.echo("\n".join(tell_outcome(outcome)) + "\n")
    click.echo("\n".join(tell_summary(outcomes, model=who.name, host=who.host)))
    if file:
        write_whole(file, as_json(outcomes, model=who.name, host=who.host))
    if not all(outcome.passed for outcome in outcomes):
        sys.exit(1)


@cli.group(help=_("The learning site."))
def site() -> None:
    """Commands on the site."""


@site.command("build", help=_("Build the site from the records and the handbook."))
@click.option("--out", type=FOLDER, metavar="DIR", help=_("Where to put it; else _build/site in the workspace."))
@in_workspace
def site_build(out: Path | None, workspace: Path | None) -> None:
    """Build the site."""
    from lerendwerken.site import build_site
    from lerendwerken.workspace import Workspace

    place = Workspace.at(workspace)
    target = out or _site_folder(place)
    build_site(place, out=target, progress=click.echo)
    click.echo(_("Site: {folder}").format(folder=target.resolve() / "index.html"))


@site.command("serve", help=_("Serve the built site on this computer only."))
@click.option("--out", type=FOLDER, metavar="DIR", help=_("Where it was built; else _build/site in the workspace."))
@click.option("--port", type=int, default=0, metavar="N", help=_("Port to serve on; else any that is free."))
@in_workspace
def site_serve(out: Path | None, port: int, workspace: Path | None) -> None:
    """Serve the site."""
    from lerendwerken.site import serve_site
    from lerendwerken.workspace import Workspace

    serve_site(out or _site_folder(Workspace.at(workspace)), port=port, on_ready=_say_address)


def _site_folder(place: Workspace) -> Path:
    return place.root / "_build" / "site"


def _say_address(address: str) -> None:
    click.echo(_("The site is at {address} (stop with Ctrl-C).").format(address=address))


def _workspace_if_any(folder: Path | None) -> Workspace | None:
    """Return the workspace where one is named or found; kits can be looked at without one."""
    from lerendwerken.errors import InputError
    from lerendwerken.workspace import Workspace

    if folder is not None:
        return Workspace.at(folder)
    try:
        return Workspace.at()
    except InputError:
        return None


def _session(folder: Path | None, kit: str, week: str) -> tuple[Workspace, KitFolder, Week]:
    from lerendwerken.library import Library
    from lerendwerken.workspace import Workspace, parse_week

    place = Workspace.at(folder)
    return place, Library(own=place.kits_folder).kit(kit), parse_week(week)


def main() -> None:
    """Run the command line and leave with 0 (done), 1 (the work failed) or 2 (wrong use or bad input)."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and not stream.isatty():
            stream.reconfigure(encoding="utf-8")  # what goes to a file can be read back on every system
    try:
        code = cli.main(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except (click.Abort, KeyboardInterrupt):
        code = 130
    except LerendwerkenError as error:
        click.echo(f"lerendwerken: {error}", err=True)
        code = error.exit_code
    except Exception as error:
        if os.environ.get("LERENDWERKEN_DEBUG"):
            raise
        message = _(
            "something unexpected went wrong ({kind}). What was saved is safe. For details, set LERENDWERKEN_DEBUG=1."
        )
        click.echo(f"lerendwerken: {message.format(kind=type(error).__name__)}", err=True)
        code = 1
    _leave(code if isinstance(code, int) else 0)


def _leave(code: int) -> NoReturn:
    """Leave at once: while an interpreter tidies up, a kill would make a finished run look unfinished."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError):
            stream.flush()
    os._exit(code)
