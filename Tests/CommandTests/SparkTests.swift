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

  /// A mailbox in ranges, another read twice under two names, and a task that breaks off once.
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
      printf '#!/bin/sh\\nif [ "$1" = parse ] && mkdir broke 2>/dev/null; then kill -9 $$; fi\\n' > once
      printf 'exec "%s" "$@"\\n' '\(Ringback.path)' >> once
      chmod +x once
      """, in: folder)
    #expect(one.status == 0, "\(one.error)")
    for partitions in [1, 7] {
      let spark = try Subprocess.run(
        [
          "/bin/sh", "-c",
          """
          exec python3 '\(packageRoot)/scripts/spark_pipeline.py' --master 'local[2,4]' \
          --split 20000 --partitions \(partitions) --to out --program ./once \(files)
          """,
        ],
        in: folder, environment: ProcessInfo.processInfo.environment)
      #expect(spark.status == 0, "\(spark.error)")
      #expect(FileManager.default.fileExists(atPath: folder + "/broke"))
      for (mine, theirs) in [("one.ndjson", "contacts.ndjson"), ("one.json", "report.json")] {
        let expected = FileManager.default.contents(atPath: folder + "/" + mine)
        let isSame = FileManager.default.contents(atPath: folder + "/out/" + theirs) == expected
        #expect(expected != nil && isSame, "\(theirs), \(partitions) partitions")
      }
      try FileManager.default.removeItem(atPath: folder + "/broke")
    }
  }
}
