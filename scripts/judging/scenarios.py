"""All scenarios, in the order of the rules; scenario.py says how to read one."""

import scenarios_opening
import scenarios_joining
import scenarios_echoes
import scenarios_answers
import scenarios_answers_people
import scenarios_no_answer
import scenarios_calls
import scenarios_closed
import scenarios_writers_threads
import scenarios_more_echoes
import scenarios_more_answers
import scenarios_more_mail
import scenarios_pairings
import scenarios_forms
from scenario import ALL
