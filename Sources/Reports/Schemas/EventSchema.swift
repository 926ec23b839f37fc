extension Schema {
  /// Of a line that `ringback normalize` writes.
  public static let event = document(
    "An event of Ringback",
    object(
      [
        ("event", text), ("v", version), ("at", time), ("channel", channel),
        (
          "kind",
          oneOf(
            "message", "call", "missed-call", "voicemail", "opened", "comment", "note", "solved",
            "closed", "reopened", "meeting")
        ),
        ("direction", oneOf("inbound", "outbound", "internal")), ("client", text),
        ("clients", texts), ("person", text), ("technician", text), ("wants_answer", yes),
        ("because", text),
        ("thread", texts), ("subject", text), ("addressed", texts), ("human", yes),
        ("number", text), ("mailbox", text), ("answered", time), ("ended", time), ("via", text),
        ("wait_s", whole), ("talk_s", whole),
        (
          "signals",
          list(
            object([("signal", text), ("phrase", text)], required: ["signal", "phrase"]))
        ),
        ("format", text), ("source", text), ("offset", count), ("line", count),
      ],
      required: [
        "event", "v", "at", "channel", "kind", "direction", "wants_answer", "source", "offset",
      ]))
}
