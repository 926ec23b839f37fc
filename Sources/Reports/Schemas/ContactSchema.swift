extension Schema {
  /// Of a line that `ringback match` writes.
  public static let contact = document("A contact of Ringback", contactBody)

  static let contactBody = object(
    [
      ("contact", text), ("v", version), ("client", text), ("person", text),
      ("channel", channel), ("opened", time), ("attempts", count), ("channels", list(channel)),
      ("state", oneOf("answered", "unanswered", "closed-unanswered", "withdrawn")),
      ("answered", time), ("answered_by", text), ("answered_through", channel),
      ("matched_by", oneOf("thread", "ticket", "live", "number", "person")), ("wait_s", whole),
      ("open_wait_s", whole), ("wait_unknown", yes), ("ended", time), ("observed_until", time),
      ("target_s", whole),
      ("within_target", yes), ("acknowledged", time), ("tried", time), ("called_back", time),
      ("abandoned", yes), ("recurrence_of", text), ("subject", text), ("evidence", evidence),
    ],
    required: [
      "contact", "v", "channel", "opened", "attempts", "state", "wait_s", "open_wait_s",
      "observed_until", "evidence",
    ])

  private static let evidence = list(
    object(
      [
        ("event", text), ("at", time), ("source", text), ("offset", count), ("line", count),
        (
          "role",
          oneOf(
            "opened", "attempt", "echo", "answer", "acknowledgement", "try", "note", "closed",
            "reopened", "withdrawn", "thanks", "settled")
        ),
      ], required: ["event", "at", "source", "offset", "role"]))
}
