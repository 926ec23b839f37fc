import Foundation
import TestSupport
import Testing

/// The events as tables of other programs, by the commands that README shows.
@Suite struct TableTests {
  @Test func eventsAreATableToDuckDB() throws {
    let samples = try Samples()
    let events = try Ringback.shell(
      """
      ringback parse samples/mail/*.mbox samples/calls/Master.csv samples/helpdesk/*.xml |
        ringback normalize > events
      grep '"channel":"email"' events > mail
      # More than DuckDB looks at by itself before a call comes, whose keys a mail has not.
      for i in $(seq 1 $((25000 / $(wc -l < mail) + 1))); do cat mail; done > events.ndjson
      grep -v '"channel":"email"' events >> events.ndjson
      grep -c '^{"event"' events.ndjson
      """, in: samples.folder.path)
    let judged = try Subprocess.run(
      [
        "/usr/bin/env", "python3", "-c",
        """
        import re, sys
        try:
            import duckdb
        except ImportError:
            sys.exit(77)
        table = duckdb.connect()
        for command in re.findall('^duckdb office.duckdb "(.*)"$', open(sys.argv[1]).read(), re.M):
            table.execute(command)
        print(table.execute("select count(event) from 'events.parquet'").fetchone()[0])
        """, packageRoot + "/README.md",
      ], in: samples.folder.path, environment: ProcessInfo.processInfo.environment)
    if judged.status == 77 || judged.status == 127 {
      print("skipped: python3 or duckdb is not here")
      return
    }
    #expect(judged.status == 0, "\(judged.error)")
    #expect(judged.output == events.output)
  }
}
