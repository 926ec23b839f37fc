/// Writes the README.md beside the samples: what there is, and where each quirk is to be seen.
struct SampleGuide {
  /// For each quirk where it is first to be seen.
  let traces: [String?]

  var text: String {
    var out = """
      # Samples

      Harbor IT, its clients and their people are invented; so is every mail and call. All of it,
      this file and the `pipeline.yml` above it, is made by `scripts/make-office` (a test holds
      the bytes against it). `pipeline.yml` reads it: `ringback run`.

      | file | what |
      | --- | --- |
      | `mail/support.mbox` | the shared mailbox, what came in and what was sent (mboxrd) |
      | `mail/dana.mbox`, `lee`, `sam`, `kim` | what went to a technician's own address |
      | `calls/Master.csv` | the call log of Asterisk, 18 columns, in local time |
      | `helpdesk/*.xml` | the account export of Zendesk |
      | `truth.ndjson` | what truly happened: a line a contact, which the tests hold the matching against |

      In `truth.ndjson`, `quirks` names what is odd about a contact. Those without a contact of
      their own (newsletters, mail among us) are in this list alone.

      | quirk | what it is | first seen |
      | --- | --- | --- |

      """
    for (quirk, trace) in zip(Quirk.allCases, traces) {
      out += "| \(quirk.rawValue) | \(quirk.explanation) | \(trace ?? "not in these samples") |\n"
    }
    return out
  }
}
