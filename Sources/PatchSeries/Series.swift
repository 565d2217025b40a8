// SPDX-License-Identifier: Apache-2.0

/// One patch of a series: what it says, and the files after it.
public struct SeriesPatch: Sendable {
    /// "vfio/mtty: Convert to use vfio_register_group_dev()", without [PATCH n/m].
    public var subject: String
    /// Paragraphs, not wrapped yet.
    public var body: [String]
    /// Review items etc., below the ---.
    public var notes: [String]
    /// Path from the tree's root -> bytes after this patch; nil: removed.
    public var files: [String: [UInt8]?]

    public init(subject: String, body: [String], notes: [String], files: [String: [UInt8]?]) {
        self.subject = subject
        self.body = body
        self.notes = notes
        self.files = files
    }
}

/// Patches in order, and what is said about all of them.
public struct Series: Sendable {
    /// Of the cover.
    public var title: String
    /// Paragraphs; a block whose lines start with a space is kept as it is.
    public var cover: [String]
    /// Bytes of every touched file before the first patch.
    public var before: [String: [UInt8]]
    public var patches: [SeriesPatch]

    public init(title: String, cover: [String], before: [String: [UInt8]], patches: [SeriesPatch]) {
        self.title = title
        self.cover = cover
        self.before = before
        self.patches = patches
    }
}
