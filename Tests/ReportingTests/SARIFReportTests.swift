// SPDX-License-Identifier: Apache-2.0
import Reporting
import Testing

/// The expected text was checked against the official schema (errata 01) when it was written; check it again when it
/// changes.
@Suite("SARIF report")
struct SARIFReportTests {
    @Test("has rules, places, fixes, suppressions and notes")
    func whole() {
        #expect(
            ReportFormat.sarif.render(SampleReport.short) == #"""
                {
                  "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
                  "version": "2.1.0",
                  "runs": [
                    {
                      "tool": {
                        "driver": {
                          "name": "mdevport",
                          "version": "1.2.3",
                          "rules": [
                            {
                              "id": "M-16",
                              "name": "OldOps",
                              "shortDescription": {
                                "text": "use of the old ops"
                              },
                              "fullDescription": {
                                "text": "The ops { } are gone.\n\nSince v5.19."
                              },
                              "help": {
                                "text": "old ops\n\nThe ops { } are gone.\n\nSince v5.19.\n\nuse the new ops",
                                "markdown": "The ops { } are gone.\n\nSince v5.19.\n\n**Fix:** use the new ops"
                              },
                              "defaultConfiguration": {
                                "level": "error"
                              }
                            },
                            {
                              "id": "unused-suppression",
                              "name": "UnusedSuppression",
                              "shortDescription": {
                                "text": "a suppression that covers no finding"
                              },
                              "fullDescription": {
                                "text": "What it allowed is gone, or it stands on the wrong line; left there, it would hide the next finding without anybody having decided so."
                              },
                              "help": {
                                "text": "the suppression covers no finding\n\nWhat it allowed is gone, or it stands on the wrong line; left there, it would hide the next finding without anybody having decided so.\n\nremove it, or put it on the line of the finding or the line before",
                                "markdown": "What it allowed is gone, or it stands on the wrong line; left there, it would hide the next finding without anybody having decided so.\n\n**Fix:** remove it, or put it on the line of the finding or the line before"
                              },
                              "defaultConfiguration": {
                                "level": "warning"
                              }
                            }
                          ]
                        }
                      },
                      "invocations": [
                        {
                          "executionSuccessful": false,
                          "toolExecutionNotifications": [
                            {
                              "level": "note",
                              "message": {
                                "text": "x.c: 3 errors\nwhile parsing"
                              }
                            }
                          ]
                        }
                      ],
                      "columnKind": "utf16CodeUnits",
                      "results": [
                        {
                          "ruleId": "M-16",
                          "ruleIndex": 0,
                          "level": "error",
                          "message": {
                            "text": "old name\nuse new\nand say so"
                          },
                          "locations": [
                            {
                              "physicalLocation": {
                                "artifactLocation": {
                                  "uri": "drivers/a%20b/%C3%A9%2C50%25%3Ax.c"
                                },
                                "region": {
                                  "startLine": 1,
                                  "startColumn": 22,
                                  "endLine": 1,
                                  "endColumn": 25
                                }
                              }
                            }
                          ],
                          "partialFingerprints": {
                            "mdevport/v1": "4f6cfe2c479fe284"
                          },
                          "suppressions": [],
                          "fixes": [
                            {
                              "description": {
                                "text": "take the new one"
                              },
                              "artifactChanges": [
                                {
                                  "artifactLocation": {
                                    "uri": "drivers/a%20b/%C3%A9%2C50%25%3Ax.c"
                                  },
                                  "replacements": [
                                    {
                                      "deletedRegion": {
                                        "startLine": 1,
                                        "startColumn": 1,
                                        "endLine": 1,
                                        "endColumn": 1
                                      },
                                      "insertedContent": {
                                        "text": "/* x */"
                                      }
                                    },
                                    {
                                      "deletedRegion": {
                                        "startLine": 1,
                                        "startColumn": 22,
                                        "endLine": 1,
                                        "endColumn": 25
                                      },
                                      "insertedContent": {
                                        "text": "new{\r\n}"
                                      }
                                    }
                                  ]
                                },
                                {
                                  "artifactLocation": {
                                    "uri": "unread.c"
                                  },
                                  "replacements": [
                                    {
                                      "deletedRegion": {
                                        "byteOffset": 4,
                                        "byteLength": 5
                                      }
                                    }
                                  ]
                                }
                              ]
                            }
                          ],
                          "properties": {
                            "subject": "old",
                            "evidence": "parsed"
                          }
                        },
                        {
                          "ruleId": "unused-suppression",
                          "ruleIndex": 1,
                          "level": "warning",
                          "message": {
                            "text": "unused (in text that did not parse)\nremove it"
                          },
                          "locations": [
                            {
                              "physicalLocation": {
                                "artifactLocation": {
                                  "uri": "unread.c"
                                },
                                "region": {
                                  "startLine": 1,
                                  "startColumn": 5,
                                  "endLine": 1,
                                  "endColumn": 10
                                }
                              }
                            }
                          ],
                          "partialFingerprints": {
                            "mdevport/v1": "1a00c414ae81e6e5"
                          },
                          "suppressions": [],
                          "properties": {
                            "subject": "M-16",
                            "evidence": "unparsed"
                          }
                        },
                        {
                          "ruleId": "M-16",
                          "ruleIndex": 0,
                          "level": "error",
                          "message": {
                            "text": "old name\nuse new"
                          },
                          "locations": [
                            {
                              "physicalLocation": {
                                "artifactLocation": {
                                  "uri": "drivers/a%20b/%C3%A9%2C50%25%3Ax.c"
                                },
                                "region": {
                                  "startLine": 1,
                                  "startColumn": 9,
                                  "endLine": 1,
                                  "endColumn": 14
                                }
                              }
                            }
                          ],
                          "partialFingerprints": {
                            "mdevport/v1": "4f707e2c47a2f1db"
                          },
                          "suppressions": [
                            {
                              "kind": "inSource",
                              "status": "accepted",
                              "justification": "a \"good\" reason"
                            }
                          ],
                          "properties": {
                            "subject": "old",
                            "evidence": "parsed"
                          }
                        }
                      ],
                      "properties": {
                        "knownFromBaseline": 4,
                        "goneFromBaseline": 1
                      }
                    }
                  ]
                }

                """#)
    }

    @Test("doubles the braces of messages, which would be placeholders, and names evidence")
    func messages() {
        let text = ReportFormat.sarif.render(SampleReport.report)
        #expect(text.contains(#""text": "old {{call}}""#))
        #expect(text.contains(#""text": "old name (in an inactive #if branch)""#))
    }

    @Test("says where the tool lives when that is known, and makes absolute paths file URIs")
    func places() {
        var report = SampleReport.short
        report.informationURI = "https://example.org/"
        #expect(ReportFormat.sarif.render(report).contains(#""informationUri": "https://example.org/","#))
        var finding = report.findings[0]
        finding.path = "/src/x y.c"
        finding.fixes = []
        let moved = Report(toolVersion: "1", rules: [], findings: [finding], sources: [:])
        let text = ReportFormat.sarif.render(moved)
        #expect(text.contains(#""uri": "file:///src/x%20y.c""#))
        #expect(!text.contains("ruleIndex"))
    }
}
