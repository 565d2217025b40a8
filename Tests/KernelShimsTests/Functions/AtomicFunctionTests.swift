// SPDX-License-Identifier: Apache-2.0
import KernelShims
import Machine
import Testing

@Suite struct AtomicFunctionTests {
    /// The same program for each of the three types, and under two of the names that headers use.
    @Test(arguments: [
        ("atomic", "int", "atomic"), ("atomic64", "long", "arch_atomic64"), ("atomic_long", "long", "atomic_long"),
    ])
    func arithmetic(_ item: (family: String, type: String, prefix: String)) throws {
        try check(
            """
            typedef struct { \(item.type) counter; } A;
            typedef \(item.type) T;
            #define N(op) \(item.prefix)_##op
            T N(read)(const A *v); void N(set)(A *v, T i); void N(add)(T i, A *v); void N(sub)(T i, A *v); void N(inc)(A *v); void N(dec)(A *v);
            void N(or)(T i, A *v); void N(andnot)(T i, A *v);
            T N(add_return)(T i, A *v); T N(sub_return_relaxed)(T i, A *v); T N(inc_return)(A *v); T N(dec_return)(A *v);
            T N(fetch_add)(T i, A *v); T N(fetch_and)(T i, A *v); T N(fetch_inc)(A *v);
            bool N(dec_and_test)(A *v); bool N(inc_and_test)(A *v); bool N(sub_and_test)(T i, A *v); bool N(add_negative)(T i, A *v);
            T N(xchg)(A *v, T i); T N(cmpxchg)(A *v, T old, T new); bool N(try_cmpxchg_acquire)(A *v, T *old, T new);
            bool N(add_unless)(A *v, T i, T u); T N(fetch_add_unless)(A *v, T i, T u); bool N(inc_not_zero)(A *v);
            T N(dec_if_positive)(A *v); bool N(inc_unless_negative)(A *v); bool N(dec_unless_positive)(A *v);
            int test(void)
            {
                A v; T old;
                N(set)(&v, 5); N(add)(3, &v); N(sub)(1, &v); N(inc)(&v); N(dec)(&v);
                CHECK(N(read)(&v) == 7);
                CHECK(N(add_return)(-10, &v) == -3 && N(sub_return_relaxed)(-4, &v) == 1 && N(inc_return)(&v) == 2 && N(dec_return)(&v) == 1);
                CHECK(N(fetch_add)(6, &v) == 1 && N(fetch_and)(3, &v) == 7 && N(fetch_inc)(&v) == 3);
                N(or)(8, &v); N(andnot)(4, &v);
                CHECK(v.counter == 8 && !N(sub_and_test)(7, &v) && N(dec_and_test)(&v) && !N(inc_and_test)(&v));
                CHECK(N(add_negative)(-5, &v) && !N(add_negative)(9, &v) && v.counter == 5);
                CHECK(N(xchg)(&v, 9) == 5 && N(cmpxchg)(&v, 8, 1) == 9 && v.counter == 9 && N(cmpxchg)(&v, 9, -1) == 9 && v.counter == -1);
                old = 3;
                CHECK(!N(try_cmpxchg_acquire)(&v, &old, 7) && old == -1 && N(try_cmpxchg_acquire)(&v, &old, 7) && v.counter == 7);
                CHECK(N(add_unless)(&v, 1, 3) && v.counter == 8 && !N(add_unless)(&v, 1, 8) && N(fetch_add_unless)(&v, -8, 3) == 8);
                CHECK(!N(inc_not_zero)(&v) && v.counter == 0 && N(dec_if_positive)(&v) == -1 && v.counter == 0);
                N(set)(&v, 2);
                CHECK(N(dec_if_positive)(&v) == 1 && N(inc_not_zero)(&v) && v.counter == 2);
                CHECK(N(inc_unless_negative)(&v) && !N(dec_unless_positive)(&v) && v.counter == 3);
                N(set)(&v, -2);
                CHECK(!N(inc_unless_negative)(&v) && N(dec_unless_positive)(&v) && v.counter == -3 && N(dec_if_positive)(&v) == -4);
                return 0;
            }
            """)
    }

    @Test func theLayerOfS390() throws {
        try check(
            """
            int __atomic_add(int v, int *p); long __atomic64_or_barrier(long v, long *p); void __atomic_set(int *p, int v);
            int __atomic_cmpxchg(int *p, int old, int new); int __atomic_cmpxchg_bool(int *p, int old, int new); int __atomic_read(const int *p);
            int test(void)
            {
                int i; long l = 1;
                __atomic_set(&i, 5);
                CHECK(__atomic_add(2, &i) == 5 && __atomic_read(&i) == 7 && __atomic64_or_barrier(6, &l) == 1 && l == 7);
                CHECK(__atomic_cmpxchg(&i, 1, 2) == 7 && i == 7 && __atomic_cmpxchg_bool(&i, 7, 9) && i == 9 && !__atomic_cmpxchg_bool(&i, 7, 1));
                return 0;
            }
            """, on: [.s390])
    }

    @Test func lockedAssembly() throws {
        try check(
            """
            #define cmpxchg(p, o, n) ({ __typeof__(*(p)) ret, old = (o), new = (n); \\
                asm volatile("lock; cmpxchgl %2,%1" : "=a" (ret), "+m" (*(p)) : "r" (new), "0" (old) : "memory"); ret; })
            #define try_cmpxchg(p, po, n) ({ bool ok; __typeof__(*(p)) was = *(po), next = (n); \\
                asm volatile("lock; cmpxchgl %[new], %[ptr]" : "=@ccz" (ok), [ptr] "+m" (*(p)), [old] "+a" (was) : [new] "r" (next) : "memory"); \\
                if (!ok) *(po) = was; ok; })
            #define xchg(p, v) ({ __typeof__(*(p)) x = (v); asm volatile("xchgq %q0, %1" : "+r" (x), "+m" (*(p)) : : "memory"); x; })
            int test(void)
            {
                int i = 5, old = 4; long l = 9;
                CHECK(cmpxchg(&i, 4, 7) == 5 && i == 5 && cmpxchg(&i, 5, 7) == 5 && i == 7);
                CHECK(!try_cmpxchg(&i, &old, 8) && old == 7 && try_cmpxchg(&i, &old, 8) && i == 8);
                CHECK(xchg(&l, 3) == 9 && l == 3);
                asm volatile("mfence" : : : "memory");
                asm volatile("rep; nop" : : : "memory");
                return 0;
            }
            """, on: [.x86])
    }

    static let counting = """
        typedef struct { int n; } refcount_t;
        void refcount_set(refcount_t *r, int n); u32 refcount_read(const refcount_t *r); void refcount_inc(refcount_t *r);
        bool refcount_inc_not_zero(refcount_t *r); bool refcount_dec_and_test(refcount_t *r); void refcount_dec(refcount_t *r);
        bool refcount_dec_if_one(refcount_t *r); bool refcount_dec_not_one(refcount_t *r); bool refcount_sub_and_test(int n, refcount_t *r);
        bool refcount_dec_and_mutex_lock(refcount_t *r, void *m); void mutex_unlock(void *m);

        """

    @Test func references() throws {
        try check(
            Self.counting + """
                int test(void)
                {
                    refcount_t r;
                    refcount_set(&r, 1); refcount_inc(&r);
                    CHECK(refcount_read(&r) == 2 && refcount_inc_not_zero(&r) && !refcount_dec_and_test(&r) && !refcount_dec_if_one(&r));
                    CHECK(refcount_dec_not_one(&r) && !refcount_dec_not_one(&r) && refcount_dec_if_one(&r) && !refcount_inc_not_zero(&r));
                    refcount_set(&r, 4);
                    CHECK(!refcount_sub_and_test(3, &r) && refcount_dec_and_test(&r));
                    return 0;
                }
                """)
    }

    static let wrong = [
        "refcount_set(&r, 0); refcount_inc(&r)", "refcount_set(&r, 0); refcount_dec_and_test(&r)",
        "refcount_set(&r, 1); refcount_dec(&r)", "refcount_set(&r, 2); refcount_sub_and_test(3, &r)",
        "refcount_set(&r, -5); refcount_inc(&r)",
    ]

    @Test(arguments: wrong) func wrongCounts(_ code: String) throws {
        let run = try execute(Self.counting + "int test(void) { refcount_t r; \(code); return 0; }")
        #expect(run.fault?.kind == .refcount)
    }

    @Test func listsAndTrees() throws {
        try check(
            """
            struct list_head { struct list_head *next, *prev; };
            void list_add(struct list_head *e, struct list_head *h); void list_add_tail(struct list_head *e, struct list_head *h);
            void list_del(struct list_head *e); void list_del_init(struct list_head *e); void list_move_tail(struct list_head *e, struct list_head *h);
            struct rb_node { unsigned long parent; struct rb_node *right, *left; int key; };
            struct rb_root { struct rb_node *node; };
            void rb_insert_color(struct rb_node *n, struct rb_root *r); void rb_erase(struct rb_node *n, struct rb_root *r);
            struct rb_node *rb_first(const struct rb_root *r); struct rb_node *rb_last(const struct rb_root *r);
            struct rb_node *rb_next(const struct rb_node *n); struct rb_node *rb_prev(const struct rb_node *n);
            static struct rb_root root;
            static struct rb_node nodes[8];
            static void insert(struct rb_node *n)
            {
                struct rb_node **at = &root.node, *parent = NULL;
                while (*at) { parent = *at; at = n->key < parent->key ? &parent->left : &parent->right; }
                n->parent = (unsigned long)parent; n->left = n->right = NULL; *at = n;
                rb_insert_color(n, &root);
            }
            static int sum(void)
            {
                struct rb_node *n; int s = 0;
                for (n = rb_first(&root); n; n = rb_next(n)) s = s * 10 + n->key;
                return s;
            }
            int test(void)
            {
                struct list_head head = { &head, &head }, a, b, c;
                static const int keys[] = { 5, 2, 8, 1, 3, 7, 9, 6 };
                int i, back = 0; struct rb_node *n;
                list_add(&a, &head); list_add_tail(&b, &head); list_add(&c, &head);
                CHECK(head.next == &c && c.next == &a && a.next == &b && b.next == &head && head.prev == &b);
                list_move_tail(&c, &head); list_del(&a); list_del_init(&b);
                CHECK(head.next == &c && head.prev == &c && b.next == &b && a.next != &b);
                for (i = 0; i < 8; i++) { nodes[i].key = keys[i]; insert(&nodes[i]); }
                CHECK(sum() == 12356789 && rb_last(&root)->key == 9);
                rb_erase(&nodes[0], &root); rb_erase(&nodes[3], &root); rb_erase(&nodes[2], &root);
                CHECK(sum() == 23679);
                for (n = rb_last(&root); n; n = rb_prev(n)) back = back * 10 + n->key;
                CHECK(back == 97632);
                for (i = 1; i < 8; i++) if (i != 2 && i != 3) rb_erase(&nodes[i], &root);
                CHECK(!root.node && !rb_first(&root));
                return 0;
            }
            """)
    }
}
