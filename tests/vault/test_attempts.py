"""The growing delay after wrong passphrases."""

from __future__ import annotations

import pytest

from mediator_app.vault.attempts import FILE, Attempts, TooSoon, delay


def test_the_delay_doubles_up_to_a_minute():
    assert [delay(n) for n in range(10)] == [0, 0, 1, 2, 4, 8, 16, 32, 60, 60]
    assert delay(10**9) == 60


def test_the_wait_starts_when_the_answer_was_known(tmp_path, timer):
    attempts = Attempts(tmp_path, monotonic=timer)
    for _ in range(3):
        timer.now += attempts.wait()
        attempts.begin()
        timer.now += 1.2
        attempts.failed()
    assert attempts.wait() == 2
    with pytest.raises(TooSoon) as caught:
        attempts.begin()
    assert str(caught.value) == "Too many wrong passphrases. Try again in 2 s."
    assert attempts.count == 3
    timer.now += 2
    attempts.begin()


def six_failures(folder, timer):
    attempts = Attempts(folder, monotonic=timer, boot="one")
    for _ in range(6):
        timer.now += 100
        attempts.begin()
        attempts.failed()


def test_the_wait_runs_on_in_the_next_program(tmp_path, timer):
    six_failures(tmp_path, timer)
    timer.now += 10
    for _ in range(3):  # asking does not begin it anew
        assert Attempts(tmp_path, monotonic=timer, boot="one").wait() == pytest.approx(6, abs=0.01)
    timer.now += 6.01
    Attempts(tmp_path, monotonic=timer, boot="one").begin()


def test_after_a_new_start_of_the_computer_the_wait_begins_again_but_once(tmp_path, timer):
    six_failures(tmp_path, timer)
    timer.now = 5.0  # the counter begins anywhere
    assert Attempts(tmp_path, monotonic=timer, boot="two").wait() == delay(6) == 16
    timer.now += 10
    assert Attempts(tmp_path, monotonic=timer, boot="two").wait() == pytest.approx(6, abs=0.01)


def test_what_could_not_be_checked_is_no_guess(tmp_path, timer):
    for _ in range(9):
        attempts = Attempts(tmp_path, monotonic=timer)
        attempts.begin()
        attempts.undo()
    assert Attempts(tmp_path, monotonic=timer).count == 0


def test_an_attempt_counts_even_when_the_program_is_killed_while_checking(tmp_path, timer):
    Attempts(tmp_path, monotonic=timer).begin()
    assert Attempts(tmp_path, monotonic=timer).count == 1


def test_success_forgets_the_failures(tmp_path, timer):
    attempts = Attempts(tmp_path, monotonic=timer)
    attempts.begin()
    attempts.succeeded()
    assert attempts.wait() == 0
    assert Attempts(tmp_path, monotonic=timer).count == 0


@pytest.mark.parametrize("content", [b"", b"-3", b"7", b"x", b"\xff", b"9" * 400, b"3 nan b"])
def test_a_damaged_count_means_the_longest_wait(tmp_path, timer, content):
    (tmp_path / FILE).write_bytes(content)
    assert Attempts(tmp_path, monotonic=timer).wait() == 60
