// SPDX-License-Identifier: GPL-2.0
/*
 * mosaic - the sizes that tiles come in
 */
#include <linux/kernel.h>
#include <linux/slab.h>

#include "mosaic.h"

static struct attribute_group **mosaic_groups;

static ssize_t name_show(struct mdev_type *mtype,
			 struct mdev_type_attribute *attr, char *buf)
{
	return sprintf(buf, "tile of %s\n",
		       dev_name(mtype_get_parent_dev(mtype)));
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
	mosaic_driver.supported_type_groups = mosaic_groups;
	return 0;
}

void mosaic_drop_types(void)
{
	kfree(mosaic_groups);
}
