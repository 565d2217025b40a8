// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import Machine

@Suite struct LayoutTests {
    private func layouts(
        _ text: String, target: String = "x86_64-linux-gnu", files: [EmissionRequest.File] = []
    ) throws -> TypeLayouts {
        try IRModule.emit(
            EmissionRequest(
                path: "/virtual/a.c", arguments: ["--target=" + target],
                files: files + [.init(path: "/virtual/a.c", bytes: Array(text.utf8))])
        ).typeLayouts()
    }

    private let device = """
        typedef unsigned int u32;
        typedef struct { int counter; } atomic_t;
        struct list_head { struct list_head *next, *prev; };
        struct elsewhere;
        enum state { OFF, ON };
        struct device {
        \tchar name[5];
        \tunsigned long size;
        \tconst struct list_head node;
        \tunion {
        \t\tu32 word;
        \t\tstruct { unsigned short low, high; };
        \t};
        \tatomic_t users;
        \tstruct { unsigned char tag; long when; } log[3];
        \tint grid[2][3];
        \tstruct elsewhere *other;
        \tint (*open)(struct device *device, const char *name);
        \tenum state state;
        \t_Bool ready;
        \tdouble ratio;
        \tvoid *private;
        \tchar tail[];
        };
        unsigned long use(struct device *device) { return device->size; }

        """

    @Test(arguments: ["x86_64-linux-gnu", "s390x-linux-gnu"])
    func `members lie where the target puts them`(target: String) throws {
        let layout = try #require(try layouts(device, target: target).layout(of: "struct device"))
        #expect(layout.size == 152)
        #expect(layout.record.kind == .structure)
        #expect(layout.record.name == "device")
        let offsets = layout.members.map { "\($0.name) \($0.byteOffset)" }
        #expect(
            offsets == [
                "name 0", "size 8", "node 16", " 32", "users 36", "log 40", "grid 88", "other 112", "open 120",
                "state 128", "ready 132", "ratio 136", "private 144", "tail 152",
            ])
    }

    @Test func `pointers have the target's size`() throws {
        let layout = try #require(try layouts(device, target: "i386-linux-gnu").layout(of: "struct device"))
        #expect(layout.offset(of: "node.prev") == 16)
        #expect(layout.member("other")?.type.size == 4)
    }

    @Test func `paths lead through records, arrays and what has no name`() throws {
        let layout = try #require(try layouts(device).layout(of: "device"))
        #expect(layout.offset(of: "node.prev") == 24)
        #expect(layout.offset(of: "high") == 34)
        #expect(layout.offset(of: "users.counter") == 36)
        #expect(layout.offset(of: "log[2].when") == 80)
        #expect(layout.offset(of: "grid[1][2]") == 108)
        #expect(layout.offset(of: "tail[7]") == 159)
        for wrong in [
            "", "nothing", "node.", "node.none", "grid[2]", "log[-1]", "grid[1][2][0]", "size[0]", "log[x]", ".size",
        ] {
            #expect(layout.offset(of: wrong) == nil, "\(wrong)")
        }
        // Not through pointers: that is another object.
        #expect(layout.offset(of: "other.x") == nil)
        #expect(layout.offset(of: "node.next.next") == nil)
    }

    @Test func `types are described`() throws {
        let layout = try #require(try layouts(device).layout(of: "struct device"))
        let types = layout.members.map(\.type.description)
        #expect(
            types == [
                "char[5]", "unsigned long", "struct list_head", "union (unnamed)", "struct atomic_t",
                "struct (unnamed)[3]", "int[2][3]", "struct elsewhere *", "int (*)(struct device *, char *)",
                "enum state", "_Bool", "double", "void *", "char[]",
            ])
        #expect(layout.member("name")?.type == .array(of: .integer(name: "char", size: 1, isSigned: true), count: 5))
        #expect(layout.member("word")?.type == .integer(name: "u32", size: 4, isSigned: false))
        #expect(layout.member("state")?.type == .enumeration(name: "state", size: 4, isSigned: false))
        #expect(layout.member("tail")?.type == .array(of: .integer(name: "char", size: 1, isSigned: true), count: nil))
        #expect(layout.member("tail")?.type.size == nil)
        #expect(layout.member("grid")?.type.size == 24)
        let other = try #require(layout.member("other")?.type.pointee?.record)
        #expect(!other.isComplete)
        #expect(layout.layouts.layout(of: other) == nil)
        #expect(layout.layouts.layout(of: "struct elsewhere") == nil)
    }

    @Test func `the sign of char is the target's`() throws {
        let layout = try #require(try layouts(device, target: "s390x-linux-gnu").layout(of: "struct device"))
        #expect(layout.member("name[0]")?.type == .integer(name: "char", size: 1, isSigned: false))
    }

    private let fields = """
        struct bits {
        \tunsigned int low : 3;
        \tunsigned int middle : 7;
        \tsigned int high : 22;
        \tunsigned char last : 1;
        };
        int use(struct bits *bits) { return bits->high; }

        """

    @Test(arguments: ["x86_64-linux-gnu", "s390x-linux-gnu"])
    func `bit-fields have bits and no offset`(target: String) throws {
        let layout = try #require(try layouts(fields, target: target).layout(of: "struct bits"))
        #expect(layout.size == 8)
        #expect(layout.offset(of: "middle") == nil)
        let places = layout.members.map { "\($0.byteOffset).\($0.bits?.offset ?? -1):\($0.bits?.count ?? -1)" }
        #expect(places == ["0.0:3", "0.3:7", "1.2:22", "4.0:1"])
        #expect(layout.member("high")?.type.isSigned == true)
    }

    @Test func `tags, typedefs and unions are found by name, complete ones first`() throws {
        let layouts = try layouts(
            """
            struct both { int a; };
            union both2 { int a; long b; };
            typedef struct both alias_t;
            typedef alias_t *pointer_t;
            typedef unsigned long long u64;
            enum colour { RED = -1 };
            int use(alias_t *s, union both2 *u, pointer_t p, u64 v, enum colour c) { return s->a; }

            """)
        #expect(layouts.layout(of: "both")?.size == 4)
        #expect(layouts.layout(of: "union both2")?.size == 8)
        #expect(layouts.layout(of: "alias_t")?.name == "both")
        #expect(layouts.layout(of: "struct both2") == nil)
        #expect(layouts.layout(of: "pointer_t") == nil)
        #expect(layouts.type(named: "pointer_t")?.pointee?.record?.name == "both")
        #expect(layouts.type(named: "u64") == .integer(name: "u64", size: 8, isSigned: false))
        #expect(layouts.type(named: "enum colour") == .enumeration(name: "colour", size: 4, isSigned: true))
        #expect(layouts.type(named: "none") == nil)
        #expect(layouts.type(named: "struct struct both") == nil)
    }

    @Test func `functions have parameters with names and types, a place, and a home`() throws {
        let header = EmissionRequest.File(
            path: "/virtual/h.h", bytes: Array("static inline int twice(int v) { return v * 2; }\n".utf8))
        let layouts = try layouts(
            """
            #include "h.h"
            struct kobject { int id; };
            extern int far_away(const char *format, ...);
            int counter = 3;

            int create(struct kobject *kobj, unsigned short, const char *name)
            {
            \treturn far_away("%d", twice(kobj->id)) + counter;
            }
            void nothing(void) {}

            """, files: [header])
        let create = try #require(layouts.function(named: "create"))
        #expect(create.parameters.map(\.name) == ["kobj", "", "name"])
        #expect(create.parameters.map(\.type.description) == ["struct kobject *", "unsigned short", "char *"])
        #expect(create.result == .integer(name: "int", size: 4, isSigned: true))
        #expect(create.file == "/virtual/a.c" && create.line == 6)
        #expect(create.isDefined && create.isInMainFile && !create.isVariadic)
        let kobject = try #require(create.parameters[0].type.pointee?.record)
        #expect(layouts.layout(of: kobject)?.offset(of: "id") == 0)

        let twice = try #require(layouts.function(named: "twice"))
        #expect(twice.isDefined && !twice.isInMainFile)
        #expect(twice.file == "/virtual/h.h" && twice.line == 1)

        let far = try #require(layouts.function(named: "far_away"))
        #expect(!far.isDefined && far.isVariadic)
        #expect(far.parameters.map(\.type.description) == ["char *"])

        #expect(layouts.function(named: "nothing")?.parameters == [])
        #expect(layouts.function(named: "counter") == nil)
        #expect(layouts.variable(named: "counter") == .integer(name: "int", size: 4, isSigned: true))
        #expect(layouts.variable(named: "create") == nil)
        #expect(layouts.definedFunctions.map(\.name) == ["create", "nothing", "twice"])
    }

    @Test func `types of locals are known, and so are those that only a cast names`() throws {
        let layouts = try layouts(
            """
            struct inside { long a, b; };
            struct cast { long a, b, c; };
            long use(void *p) { struct inside i = { 1, 2 }; return i.b + ((struct cast *)p)->c; }

            """)
        #expect(layouts.layout(of: "inside")?.size == 16)
        #expect(layouts.layout(of: "cast")?.size == 24)
    }

    @Test func `records that contain themselves come to an end`() throws {
        let layouts = try layouts(
            """
            struct a { struct b *b; int (*f)(struct a *, struct b **); };
            struct b { struct a a[2]; struct b *self; };
            int use(struct b *b) { return b->a[1].f(b->a, &b->self); }

            """)
        #expect(layouts.layout(of: "b")?.offset(of: "a[1].f") == 24)
        #expect(layouts.layout(of: "a")?.members[1].type.description == "int (*)(struct a *, struct b **)")
    }
}
