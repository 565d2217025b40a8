// SPDX-License-Identifier: GPL-2.0
/*
 * mosaic - the sizes that tiles come in
 */
#include <linux/kernel.h>
#include <linux/slab.h>

#include "mosaic.h"

static struct attribute_group **mosaic_groups;

static ssize_t name_show(struct kobject *kobj, struct device *dev, char *buf)
/*~ B-03 name_show */
{
	return sprintf(buf, "tile of %s\n", dev_name(dev));
}
static MDEV_TYPE_ATTR_RO(name);

static struct attribute *mosaic_attrs[] = {
	&mdev_type_attr_name.attr,
	NULL,
};

static struct attribute_group mosaic_tile = {
	.name = "tile",
	.attrs = mosaic_attrs,
};

int mosaic_make_types(unsigned int sizes)
{
	mosaic_groups = kcalloc(sizes + 1, sizeof(*mosaic_groups), GFP_KERNEL);
	if (!mosaic_groups)
		return -ENOMEM;

	mosaic_groups[0] = &mosaic_tile;
	mosaic_ops.supported_type_groups = mosaic_groups;
/*~ M-14 supported_type_groups */
	return 0;
}

void mosaic_drop_types(void)
{
	kfree(mosaic_groups);
}
