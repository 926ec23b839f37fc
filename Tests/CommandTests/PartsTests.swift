import Foundation
import TestSupport
import Testing

/// Clients matched in parts give what one process gives, to the byte.
@Suite struct PartsTests {
  private static let inputs =
    "'samples/mail/*.mbox' samples/calls/Master.csv 'samples/helpdesk/*.xml'"

  @Test func partsOneAfterTheOtherGiveTheSame() throws {
    let samples = try Samples()
    let result = try Ringback.shell(
      """
      set -e
      ringback parse \(Self.inputs) | ringback normalize > events.ndjson
      ringback match events.ndjson > one.ndjson
      ringback match --in-parts 5 < events.ndjson | cmp - one.ndjson
      for client in $(sed -n 's/.*"client":"\\([^"]*\\)".*/\\1/p' one.ndjson | sort -u | head -3)
      do
        ringback match --client $client events.ndjson > some.ndjson
        ringback match --client $client --in-parts 2 events.ndjson | grep '^{"contact"' > parts.ndjson
        grep '^{"contact"' some.ndjson | cmp - parts.ndjson
      done
      grep -c '^{"contact"' one.ndjson
      """, in: samples.folder.path)
    #expect(result.status == 0 && result.error == "", "\(result.error)")
    #expect(Int(result.output.trimmingCharacters(in: .whitespacesAndNewlines)) ?? 0 > 80)
  }

  @Test func partsInProcessesOfTheirOwnAreMergedToTheSame() throws {
    let samples = try Samples()
    let result = try Ringback.shell(
      """
      set -e
      cp samples/mail/support.mbox samples/mail/again.mbox
      ringback parse \(Self.inputs) | ringback normalize | ringback match > one.ndjson
      ringback parse \(Self.inputs) | ringback normalize --parts 3 --to parts
      for k in 1 2 3
      do
        ringback match --part $k/3 parts/rest.ndjson parts/part-$k.ndjson > part$k.ndjson
      done
      ringback merge part1.ndjson part2.ndjson part3.ndjson | cmp - one.ndjson
      grep -q duplicate one.ndjson

      # What was normalized in two processes too, though only match sees what both have read.
      ringback parse samples/mail/again.mbox | ringback normalize --parts 2 --to first
      ringback parse 'samples/mail/[!a]*.mbox' samples/calls/Master.csv 'samples/helpdesk/*.xml' |
        ringback normalize --parts 2 --to second
      for k in 1 2
      do
        cat first/rest.ndjson second/rest.ndjson first/part-$k.ndjson second/part-$k.ndjson |
          ringback match --part $k/2 > part$k.ndjson
      done
      ringback merge part1.ndjson part2.ndjson | cmp - one.ndjson
      stat -c %a parts parts/part-1.ndjson
      """, in: samples.folder.path)
    #expect(result.status == 0 && result.error == "", "\(result.error)")
    #expect(result.output == "700\n600\n")
  }

  @Test func whatIsNoPartIsRefused() throws {
    for part in ["0/2", "3/2", "1", "a/b", "-1/2", "1/9999999999"] {
      #expect(try Ringback.run("match", "--part=" + part).status == 64)
    }
    #expect(try Ringback.run("normalize", "--parts", "2").status == 64)
    let samples = try Samples()
    let result = try Ringback.shell(
      """
      ringback parse 'samples/mail/*.mbox' | ringback normalize > events.ndjson
      ringback merge events.ndjson; echo $?
      ringback merge nothing.ndjson; echo $?
      ringback parse 'samples/mail/*.mbox' | ringback normalize | ringback match |
        sort -r > backwards.ndjson
      ringback merge backwards.ndjson > /dev/null; echo $?
      """, in: samples.folder.path)
    #expect(result.output == "65\n66\n65\n", "\(result.error)")
  }
}
