extension JSONLine {
  /// Writes a reject as one line of the reject stream.
  public mutating func write(_ reject: Reject) {
    begin()
    add("reject", reject.code)
    add("v", 1)
    add("source", reject.place.source)
    add("offset", reject.place.offset)
    add("line", reject.place.line)
    add("detail", reject.detail)
    end()
  }
}
