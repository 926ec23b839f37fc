import Foundation
import TestSupport
import Testing

/// scripts/spark_pipeline.py gives what one process gives, where pyspark is installed.
@Suite struct SparkTests {
  private static let isHere: Bool = {
    let found = try? Subprocess.run(
      [
        "/usr/bin/env", "python3", "-c",
        "import pyspark, subprocess; subprocess.run(['java', '-version'], check=True)",
      ],
      in: packageRoot, environment: ProcessInfo.processInfo.environment)
    if found?.status == 0 { return true }
    print("skipped: pyspark or Java is not here")
    return false
  }()

  /// A mailbox in ranges, another read twice under two names, and tasks that break off once.
  @Test func theContactsAreThoseOfOneProcess() throws {
    guard SparkTests.isHere else { return }
    let samples = try Samples()
    let folder = samples.folder.path
    let files = "samples/mail/*.mbox samples/calls/Master.csv samples/helpdesk/*.xml"
    let one = try Ringback.shell(
      """
      set -e
      cp samples/mail/support.mbox samples/mail/support-again.mbox
      ringback parse \(files) | ringback normalize | ringback match > one.ndjson
      ringback report one.ndjson --format json > one.json
      echo '#!/bin/sh' > once
      for stage in parse match
      do echo "if [ \\$1 = $stage ] && mkdir broke-$stage 2>/dev/null; then kill -9 \\$\\$; fi" >> once
      done
      printf 'exec "%s" "$@"\\n' '\(Ringback.path)' >> once
      chmod +x once
      """, in: folder)
    #expect(one.status == 0, "\(one.error)")
    for (partitions, parts) in [(1, 3), (7, 2)] {
      let spark = try Subprocess.run(
        [
          "/bin/sh", "-c",
          """
          exec python3 '\(packageRoot)/scripts/spark_pipeline.py' --master 'local[2,4]' \
          --split 20000 --partitions \(partitions) --parts \(parts) --to out --program ./once \(files)
          """,
        ],
        in: folder, environment: ProcessInfo.processInfo.environment, timeout: 600)
      #expect(spark.status == 0, "\(spark.error)")
      for stage in ["parse", "match"] {
        try FileManager.default.removeItem(atPath: folder + "/broke-" + stage)
      }
      for (mine, theirs) in [("one.ndjson", "contacts.ndjson"), ("one.json", "report.json")] {
        let expected = FileManager.default.contents(atPath: folder + "/" + mine)
        let isSame = FileManager.default.contents(atPath: folder + "/out/" + theirs) == expected
        #expect(expected != nil && isSame, "\(theirs), \(partitions) partitions")
      }
    }
  }
}
