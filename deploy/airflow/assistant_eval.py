"""Evaluates the assistant every night, keeps the results by date and draws them over time."""

import subprocess
from datetime import datetime, timedelta

from airflow.exceptions import AirflowException, AirflowFailException

try:
    from airflow.sdk import dag, task  # Airflow 3
except ImportError:
    from airflow.decorators import dag, task  # Airflow 2

SUITE = "/opt/assistant/eval/suites/ranking.yaml"
HISTORY = "/history"  # kept between runs: one folder a night
COMMAND = ["assistant"]  # or ["dotnet", "run", "-c", "Release", "--project", "/opt/assistant/src/Assistant.Cli", "--"]
SCHEDULE = "30 2 * * *"  # UTC
TIMEOUT = timedelta(hours=2)
RETRIES = 2
RETRY_DELAY = timedelta(minutes=10)

DONE, FAILED, WRONG_USE = 0, 1, 2  # the exit codes of the command line; 3 is an environment fault


def run(arguments):
    """Runs a verb with its output in the task's log. What another try cannot mend fails at once."""
    code = subprocess.run([*COMMAND, *arguments], check=False, timeout=TIMEOUT.total_seconds()).returncode
    if code == FAILED:
        raise AirflowFailException("Exit code 1: a gate did not hold, queries failed, or a file of the history could not be read. See the log.")
    if code == WRONG_USE:
        raise AirflowFailException("The command was called wrongly: see the log, then SUITE and HISTORY in this file.")
    if code != DONE:
        raise AirflowException(f"Exit code {code}: the environment is at fault, or the run was interrupted. It is tried again.")


@dag(
    dag_id="assistant_eval",
    schedule=SCHEDULE,
    start_date=datetime(2026, 1, 1),
    catchup=False,
    max_active_runs=1,
    default_args={"retries": RETRIES, "retry_delay": RETRY_DELAY, "execution_timeout": TIMEOUT},
    tags=["assistant"],
)
def assistant_eval():
    @task
    def evaluate(ds=None):
        run(["eval", "run", SUITE, "--out", f"{HISTORY}/{ds}"])

    # A night whose gate did not hold is the one to look at.
    @task(trigger_rule="all_done")
    def draw_trend():
        run(["eval", "trend", HISTORY, "--out", f"{HISTORY}/trend.html"])

    @task
    def succeed():
        pass

    evaluated = evaluate()
    evaluated >> draw_trend()
    evaluated >> succeed()  # a leaf of its own: the night fails where the evaluation does, though the trend is drawn


assistant_eval()
