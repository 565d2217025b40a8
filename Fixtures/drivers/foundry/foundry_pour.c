// SPDX-License-Identifier: GPL-2.0
/*
 * foundry - how iron is poured
 */
#include <linux/err.h>
#include <linux/kernel.h>
#include <linux/atomic.h>
#include <linux/slab.h>

#include "foundry.h"

static atomic_t foundry_iron = ATOMIC_INIT(1000);

static struct foundry_ingot *iron_pour(unsigned int weight)
{
	struct foundry_ingot *ingot;

	if (atomic_sub_return(weight, &foundry_iron) < 0) {
		atomic_add(weight, &foundry_iron);
		return ERR_PTR(-ENOSPC);
	}

	ingot = kzalloc(sizeof(*ingot), GFP_KERNEL);
	if (!ingot) {
		atomic_add(weight, &foundry_iron);
		return ERR_PTR(-ENOMEM);
	}

	ingot->weight = weight;
	return ingot;
}

static void iron_melt(struct foundry_ingot *ingot)
{
	atomic_add(ingot->weight, &foundry_iron);
	kfree(ingot);
}

static int iron_stamp(struct foundry_ingot *ingot, u32 mark)
{
	if (ingot->stamp)
		return -EEXIST;

	ingot->stamp = mark;
	return 0;
}

const struct foundry_works foundry_iron_works = {
	.pour	= iron_pour,
	.melt	= iron_melt,
	.stamp	= iron_stamp,
};
