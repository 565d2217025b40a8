// SPDX-License-Identifier: Apache-2.0
import Findings
import SourceText
import Testing

@Suite("Changed lines")
struct ChangedLinesTests {
    private let diff = #"""
        diff --git a/sub/a b.c b/sub/a b.c
        index 1..2 100644
        --- a/sub/a b.c
        +++ b/sub/a b.c
        @@ -2 +2,2 @@ int f(void)
        -old
        +new
        +++ b/not-a-name.c
        @@ -9,0 +11 @@
        +last
        \ No newline at end of file
        diff --git a/gone.c b/gone.c
        deleted file mode 100644
        --- a/gone.c
        +++ /dev/null
        @@ -1,2 +0,0 @@
        -x
        -y
        diff --git a/del.c b/del.c
        --- a/del.c
        +++ b/del.c
        @@ -4,2 +3,0 @@
        --- a
        -y
        diff --git "a/q\"\303\274\t.c" "b/q\"\303\274\t.c"
        --- /dev/null
        +++ "b/q\"\303\274\t.c"
        @@ -0,0 +1,2 @@
        +x
        +y
        diff --git a/bin b/bin
        Binary files a/bin and b/bin differ
        diff --git a/context.c b/context.c
        --- a/context.c
        +++ b/context.c
        @@ -1,4 +1,4 @@
         one

        -two
        +TWO
         three

        """#

    @Test("are read from a diff, whatever its lines look like")
    func parsing() {
        #expect(
            ChangedLines(unifiedDiff: diff).ranges == [
                "sub/a b.c": [2...3, 11...11], "q\"ü\t.c": [1...2], "context.c": [3...3],
            ])
    }

    @Test("a name with blanks ends at the tab that git puts behind it")
    func nameWithTab() {
        let text = "--- a/a b.c\t\n+++ b/a b.c\t\n@@ -0,0 +1 @@\n+x\n"
        #expect(ChangedLines(unifiedDiff: text).ranges == ["a b.c": [1...1]])
    }

    private func finding(_ path: String, _ start: (Int, Int), _ end: (Int, Int)) -> Finding {
        Finding(
            rule: RuleID("M-16"), severity: .error, path: path, range: .at(0),
            start: LineColumn(line: start.0, column: start.1), end: LineColumn(line: end.0, column: end.1),
            message: "", advice: "", subject: "")
    }

    @Test("keep the findings that have a changed line")
    func filter() {
        let changed = ChangedLines(unifiedDiff: diff)
        let kept = [
            finding("sub/a b.c", (3, 1), (3, 4)), finding("./sub/a b.c", (2, 9), (2, 9)),
            finding("sub/a b.c", (1, 1), (2, 2)), finding("sub/a b.c", (5, 1), (20, 1)),
        ]
        let dropped = [
            finding("sub/a b.c", (1, 1), (2, 1)), finding("sub/a b.c", (4, 1), (11, 1)),
            finding("other.c", (2, 1), (2, 2)), finding("del.c", (3, 1), (4, 2)), finding("gone.c", (1, 1), (1, 2)),
        ]
        #expect(changed.filter(dropped + kept) == kept)
    }

    @Test("can be put below a folder, and can be whole files")
    func below() {
        var changed = ChangedLines()
        changed.add(7...7, of: "a.c")
        changed.add(2...3, of: "./a.c")
        changed.add(4...4, of: "a.c")
        changed.add(1...Int.max, of: "new.c")
        let below = changed.below("/src/linux")
        #expect(below.ranges["/src/linux/a.c"]?.count == 3)
        #expect(below.touch(4...4, of: "/src/linux/a.c"))
        #expect(!below.touch(5...6, of: "/src/linux/a.c"))
        #expect(below.touch(1000...1000, of: "/src/linux/new.c"))
        #expect(changed.below("").ranges == changed.ranges)
    }
}
