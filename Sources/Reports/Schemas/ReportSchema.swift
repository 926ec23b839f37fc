extension Schema {
  /// Of a line of `report.json`: the figures of a scope, a contact, or the books of a stage.
  public static let report = document(
    "A line of a report of Ringback",
    #"{"type":"object","anyOf":[\#(reportBody),\#(contactBody),\#(signBody),\#(booksBody)]}"#)

  /// Of a line that `match` writes beside the contacts.
  public static let sign = document("A sign of a relationship of Ringback", signBody)

  /// Of the line with which a stage ends its output.
  public static let books = document("The books of a stage of Ringback", booksBody)

  /// `share` is left out where the denominator is under five.
  static let rate = object(
    [
      ("numerator", count), ("denominator", count),
      ("share", #"{"type":"number","minimum":0,"maximum":1}"#),
    ], required: ["numerator", "denominator"])

  private static let quantile = object(
    [("reached", yes), ("seconds", count), ("low_s", count), ("high_s", count)],
    required: ["reached"])

  /// The numerator counts those to whom it has happened, the denominator all.
  static let curve = object(
    [
      ("numerator", count), ("denominator", count), ("longest_s", count), ("median", quantile),
      ("p90", quantile), ("answered_only_median_s", count),
    ], required: ["numerator", "denominator", "median", "p90"])

  private static let part = #"{"type":"number","minimum":0,"maximum":1}"#

  private static let estimate = object(
    [
      ("share", part), ("variance", #"{"type":"number","minimum":0}"#), ("low", part),
      ("high", part),
    ],
    required: ["share", "low", "high"])

  /// By a time: `answered_by` is the Kaplan-Meier estimate, the others are Aalen and Johansen's.
  private static let within = object(
    [
      ("seconds", count), ("answered_by", estimate), ("answered", estimate),
      ("closed_unanswered", estimate), ("withdrawn", estimate),
    ], required: ["seconds", "answered_by", "answered", "closed_unanswered", "withdrawn"])

  private static let grid = list(list(count))

  private static let figures: [(String, String)] = [
    ("contacts", count), ("attempts", count), ("answered", count), ("waiting_now", count),
    ("closed_unanswered", count), ("withdrawn", count), ("unanswered", rate), ("wait", curve),
    ("open_wait", curve), ("within", list(within)), ("within_target", rate),
    ("longest_wait_now_s", count),
    ("abandoned_calls", rate), ("dropped_calls", count), ("call_back", curve),
    ("first_try", curve),
  ]

  private static let always = [
    "contacts", "attempts", "answered", "waiting_now", "closed_unanswered", "withdrawn",
    "unanswered", "wait", "open_wait", "within", "within_target", "abandoned_calls", "call_back",
    "first_try",
  ]

  private static let reportBody = object(
    [
      ("report", oneOf("all", "client", "nobody")), ("v", version), ("provider", text),
      ("as_of", time), ("zone", text), ("client", text), ("name", text), ("settled", count),
      ("waiting", texts), ("figures", object(figures, required: always)),
      ("period", oneOf("week", "month", "quarter")),
      (
        "channels",
        list(object([("channel", channel)] + figures, required: ["channel"] + always))
      ),
      (
        "periods",
        list(
          object(
            [("period", #"{"type":"string","pattern":"^[0-9]{4}-(Q[1-4]|W?[0-9]{2})$"}"#)]
              + figures,
            required: ["period"] + always))
      ), ("by_hour", object([("contacts", grid), ("unanswered", grid)], required: [])),
      ("signs", signs),
    ],
    required: [
      "report", "v", "provider", "as_of", "zone", "settled", "figures", "channels", "period",
      "periods",
    ])

  static let booksBody = object(
    [
      ("books", text), ("v", version), ("read", count), ("used", count), ("excluded", counts),
      ("rejected", counts),
      (
        "coverage",
        list(
          object(
            [("source", text), ("channel", channel), ("from", time), ("until", time)],
            required: ["source", "channel", "from", "until"]))
      ),
      (
        "sources",
        list(
          object(
            [
              ("source", text), ("format", text), ("unit", text), ("read", count),
              ("used", count), ("excluded", counts), ("rejected", counts), ("made", count),
              ("bytes", count), ("bytes_used", count), ("bytes_excluded", count),
              ("bytes_rejected", count), ("gone", yes),
            ],
            required: [
              "source", "format", "unit", "read", "used", "excluded", "rejected", "made",
            ]))
      ),
      (
        "clients",
        list(
          object(
            [("client", text), ("dropped_calls", count), ("settled", count)],
            required: ["dropped_calls", "settled"]))
      ),
    ],
    required: ["books", "v", "read", "used", "excluded", "rejected", "coverage", "sources"])
}
