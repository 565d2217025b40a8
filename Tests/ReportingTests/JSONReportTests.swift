// SPDX-License-Identifier: Apache-2.0
import Reporting
import Testing

@Suite("JSON report")
struct JSONReportTests {
    @Test("has every field of every finding, in one order")
    func whole() {
        #expect(
            ReportFormat.json.render(SampleReport.short) == #"""
                {
                  "schemaVersion": 1,
                  "tool": {
                    "name": "mdevport",
                    "version": "1.2.3"
                  },
                  "complete": false,
                  "counts": {
                    "findings": 2,
                    "errors": 1,
                    "warnings": 1,
                    "notes": 0,
                    "suppressed": 1,
                    "known": 4,
                    "gone": 1
                  },
                  "findings": [
                    {
                      "rule": "M-16",
                      "severity": "error",
                      "path": "drivers/a b/é,50%:x.c",
                      "start": {
                        "line": 1,
                        "column": 25
                      },
                      "end": {
                        "line": 1,
                        "column": 28
                      },
                      "range": {
                        "start": 24,
                        "end": 27
                      },
                      "message": "old name",
                      "advice": "use new\nand say so",
                      "subject": "old",
                      "evidence": "parsed",
                      "fingerprint": "4f6cfe2c479fe284",
                      "fixes": [
                        {
                          "title": "take the new one",
                          "edits": [
                            {
                              "path": "drivers/a b/é,50%:x.c",
                              "range": {
                                "start": 0,
                                "end": 0
                              },
                              "replacement": "/* x */"
                            },
                            {
                              "path": "drivers/a b/é,50%:x.c",
                              "range": {
                                "start": 24,
                                "end": 27
                              },
                              "replacement": "new{\r\n}"
                            },
                            {
                              "path": "unread.c",
                              "range": {
                                "start": 4,
                                "end": 9
                              },
                              "replacement": ""
                            }
                          ]
                        }
                      ]
                    },
                    {
                      "rule": "unused-suppression",
                      "severity": "warning",
                      "path": "unread.c",
                      "start": {
                        "line": 1,
                        "column": 5
                      },
                      "end": {
                        "line": 1,
                        "column": 10
                      },
                      "range": {
                        "start": 4,
                        "end": 9
                      },
                      "message": "unused",
                      "advice": "remove it",
                      "subject": "M-16",
                      "evidence": "unparsed",
                      "fingerprint": "1a00c414ae81e6e5",
                      "fixes": []
                    }
                  ],
                  "suppressed": [
                    {
                      "rule": "M-16",
                      "severity": "error",
                      "path": "drivers/a b/é,50%:x.c",
                      "start": {
                        "line": 1,
                        "column": 10
                      },
                      "end": {
                        "line": 1,
                        "column": 15
                      },
                      "range": {
                        "start": 9,
                        "end": 14
                      },
                      "message": "old name",
                      "advice": "use new",
                      "subject": "old",
                      "evidence": "parsed",
                      "fingerprint": "4f707e2c47a2f1db",
                      "reason": "a \"good\" reason",
                      "fixes": []
                    }
                  ],
                  "notes": [
                    "x.c: 3 errors\nwhile parsing"
                  ]
                }

                """#)
    }

    @Test("escapes what JSON demands")
    func escapes() {
        var report = SampleReport.empty
        report.notes = ["\u{0}\u{1b}\r\n\u{2028}\\/é漢😀"]
        #expect(ReportFormat.json.render(report).contains(#""\u0000\u001b\r\n\u2028\\/é漢😀""#))
    }
}
