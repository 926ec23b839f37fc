import Contacts
import Records

/// The figures for a node exporter's textfile collector or any other scraper (OpenMetrics 1.0,
/// which the older Prometheus text format reads too).
///
/// All are gauges of the state as of the report; labels are the ids of clients and the names of
/// channels. A quantile that was not reached has no sample rather than an invented one.
struct OpenMetricsReport {
  private let model: ReportModel

  init(_ model: ReportModel) { self.model = model }

  var bytes: [UInt8] {
    var page = Page()
    let sections = model.clients
    page.family("ringback_contacts", "Contacts that came in.") { page in
      for section in sections {
        for (channel, figures) in section.channels {
          page.sample(
            [("client", section.clientID), ("channel", channel.rawValue)], figures.contacts)
        }
      }
    }
    page.clients("ringback_waiting", "Contacts that wait now.", sections) { $0.waiting }
    page.clients(
      "ringback_unanswered", "Contacts waiting now or closed without an answer.", sections
    ) { $0.unanswered.part }
    page.clients("ringback_answered", "Contacts that were answered.", sections) { $0.answered }
    page.clients(
      "ringback_longest_wait_seconds", "The longest wait of those who wait now.", sections
    ) { $0.longestWaitNow ?? 0 }
    page.clients(
      "ringback_wait_median_seconds",
      "Median wait by the clock over all contacts (Kaplan-Meier).", sections
    ) { $0.wait.all.median.seconds }
    page.clients(
      "ringback_wait_p90_seconds",
      "90th percentile of the wait by the clock over all contacts (Kaplan-Meier).", sections
    ) { $0.wait.all.p90.seconds }
    page.clients(
      "ringback_open_wait_median_seconds",
      "Median wait within opening hours over all contacts (Kaplan-Meier).", sections
    ) { $0.openWait.all.median.seconds }
    page.clients(
      "ringback_within_target", "Contacts answered within their target.", sections
    ) { $0.withinTarget.part }
    page.clients(
      "ringback_with_target", "Contacts of which it can be told whether the target was kept.",
      sections
    ) { $0.withinTarget.whole }
    page.family("ringback_nobody", "Contacts of nobody in the directory.") {
      $0.sample([], model.nobody.figures.contacts)
    }
    page.family("ringback_read", "What a stage read, by what became of it.") { page in
      for books in model.books {
        let accounts = books.accounts
        for (state, count) in [
          ("used", accounts.reduce(0) { $0 + $1.used }),
          ("excluded", accounts.reduce(0) { $0 + $1.excludedTotal }),
          ("rejected", accounts.reduce(0) { $0 + $1.rejectedTotal }),
        ] {
          page.sample([("stage", books.stage), ("state", state)], count)
        }
      }
    }
    page.family(
      "ringback_as_of_timestamp_seconds", "The time as of which all of this is told."
    ) { $0.sample([], model.asOf.seconds) }
    return page.bytes + Array("# EOF\n".utf8)
  }

  private struct Page {
    var bytes: [UInt8] = []
    private var family = ""

    mutating func family(_ name: String, _ help: String, _ samples: (inout Page) -> Void) {
      family = name
      bytes += "# TYPE \(name) gauge\n".utf8
      if name.utf8.count > 8, name.hasSuffix("_seconds") {
        bytes += "# UNIT \(name) seconds\n".utf8
      }
      bytes += "# HELP \(name) \(help)\n".utf8
      samples(&self)
    }

    mutating func clients(
      _ name: String, _ help: String, _ sections: [ReportModel.Section],
      _ value: (Figures) -> Int?
    ) {
      family(name, help) { page in
        for section in sections {
          if let value = value(section.figures) {
            page.sample([("client", section.clientID)], value)
          }
        }
      }
    }

    mutating func sample(_ labels: [(name: String, value: String)], _ value: Int) {
      bytes += family.utf8
      if !labels.isEmpty {
        bytes.append(0x7B)
        for (i, label) in labels.enumerated() {
          if i > 0 { bytes.append(0x2C) }
          bytes += "\(label.name)=\"".utf8
          for byte in Shown.text(label.value).utf8 {
            switch byte {
            case 0x22, 0x5C: bytes += [0x5C, byte]
            default: bytes.append(byte)
            }
          }
          bytes.append(0x22)
        }
        bytes.append(0x7D)
      }
      bytes += " \(value)\n".utf8
    }
  }
}
