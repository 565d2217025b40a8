// SPDX-License-Identifier: GPL-2.0
/* call: f() -> 0 */
/* Lists of both kinds, and a hash table. */
#include <linux/hashtable.h>
#include <linux/list.h>
#include <linux/slab.h>

/* The line of the first thing that is not as it should be; 0 when all is. */
#define CHECK(cond)	do { if (!(cond)) return __LINE__; } while (0)

struct item {
	int value;
	struct list_head node;
	struct hlist_node hash;
};

static LIST_HEAD(all);
static LIST_HEAD(done);
static DEFINE_HASHTABLE(table, 3);

static int digits(struct list_head *head)
{
	struct item *item;
	int n = 0;

	list_for_each_entry(item, head, node)
		n = n * 10 + item->value;
	return n;
}

static int backwards(struct list_head *head)
{
	struct item *item;
	int n = 0;

	list_for_each_entry_reverse(item, head, node)
		n = n * 10 + item->value;
	return n;
}

int f(void)
{
	struct item *items = kcalloc(6, sizeof(*items), GFP_KERNEL), *item, *tmp;
	struct hlist_node *htmp;
	int i, bucket, sum = 0;

	CHECK(items && list_empty(&all));
	for (i = 0; i < 6; i++) {
		items[i].value = i + 1;
		if (i & 1)
			list_add(&items[i].node, &all);
		else
			list_add_tail(&items[i].node, &all);
	}
	CHECK(digits(&all) == 642135 && backwards(&all) == 531246);
	list_move_tail(&items[5].node, &all);
	CHECK(digits(&all) == 421356 && list_is_last(&items[5].node, &all));
	list_for_each_entry_safe(item, tmp, &all, node)
		if (item->value % 3 == 0) {
			list_del_init(&item->node);
			list_add_tail(&item->node, &done);
		}
	CHECK(digits(&all) == 4215 && digits(&done) == 36);
	CHECK(list_first_entry(&all, struct item, node)->value == 4);
	CHECK(list_last_entry(&all, struct item, node)->value == 5);
	CHECK(list_next_entry(&items[1], node)->value == 1);
	list_splice_init(&done, &all);
	CHECK(digits(&all) == 364215 && list_empty(&done));
	CHECK(!list_first_entry_or_null(&done, struct item, node));
	list_del(&items[2].node);
	list_add_tail(&items[2].node, &items[0].node);
	CHECK(digits(&all) == 642315);
	list_replace_init(&items[1].node, &done);
	CHECK(list_empty(&items[1].node));
	list_del_init(&done);
	CHECK(digits(&all) == 64315 && !list_is_singular(&all));
	list_cut_position(&done, &all, &items[3].node);
	CHECK(digits(&done) == 64 && digits(&all) == 315);
	list_bulk_move_tail(&done, &items[2].node, &items[0].node);
	CHECK(digits(&done) == 6431 && digits(&all) == 5 && list_is_singular(&all));
	hash_init(table);
	for (i = 0; i < 6; i++)
		hash_add(table, &items[i].hash, items[i].value);
	hash_for_each_possible(table, item, hash, 4)
		if (item->value == 4)
			sum += 100;
	hash_del(&items[3].hash);
	hash_for_each_safe(table, bucket, htmp, item, hash) {
		sum += item->value;
		hash_del(&item->hash);
	}
	CHECK(sum == 117 && hash_empty(table));
	kfree(items);
	return 0;
}
