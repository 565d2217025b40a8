// SPDX-License-Identifier: GPL-2.0
/*
 * The gates of a sluice.
 */
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/uaccess.h>
#include <linux/vfio.h>
#include <linux/mdev.h>
#include "sluice.h"

#define SLUICE_LEVELS	64

struct gate {
	struct mdev_device *mdev;
	struct sluice *sluice;
	u8 levels[SLUICE_LEVELS];
};

static const struct sluice_kind sluice_kinds[] = {
	{ "narrow", 1 },
	{ "broad", 4 },
};

static const struct sluice_kind *sluice_find(const char *name)
{
	int i;

	for (i = 0; i < ARRAY_SIZE(sluice_kinds); i++)
		if (strstr(name, sluice_kinds[i].name))
			return &sluice_kinds[i];
	return NULL;
}

static int gate_create(struct kobject *kobj, struct mdev_device *mdev)
/*~ B-01 gate_create */
{
	const struct sluice_kind *sluice_kind = sluice_find(kobject_name(kobj));
	struct sluice *sluice = container_of(mdev_parent_dev(mdev),
					     struct sluice, dev);
	struct gate *gate;

	if (!sluice_kind)
		return -EINVAL;

	gate = kzalloc(sizeof(*gate), GFP_KERNEL);
	if (!gate)
		return -ENOMEM;

	gate->mdev = mdev;
	gate->sluice = sluice;
	memset(gate->levels, sluice_kind->gates, sizeof(gate->levels));
	mutex_lock(&sluice->lock);
	sluice->used++;
	mutex_unlock(&sluice->lock);
	mdev_set_drvdata(mdev, gate);
/*~ M-26 mdev_set_drvdata */
	return 0;
}

static int gate_remove(struct mdev_device *mdev)
{
	struct gate *gate = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */

	mutex_lock(&gate->sluice->lock);
	gate->sluice->used--;
	mutex_unlock(&gate->sluice->lock);
	kfree(gate);
	return 0;
}

static int gate_open(struct mdev_device *mdev)
{
	struct gate *gate = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */

	gate->levels[0] = 1;
	return 0;
}

static ssize_t gate_read(struct mdev_device *mdev, char __user *buf,
			 size_t count, loff_t *ppos)
{
	struct gate *gate = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */

	if (*ppos >= SLUICE_LEVELS)
		return 0;
	count = min_t(size_t, count, SLUICE_LEVELS - *ppos);
	if (copy_to_user(buf, gate->levels + *ppos, count))
		return -EFAULT;
	*ppos += count;
	return count;
}

static ssize_t name_show(struct kobject *kobj, struct device *dev, char *buf)
/*~ B-03 name_show */
{
	const char *name = kobj->name;
	const struct sluice_kind *kind = sluice_find(name);

	return sprintf(buf, "%u gates\n", kind ? kind->gates : 0);
}
static MDEV_TYPE_ATTR_RO(name);

static ssize_t available_instances_show(struct kobject *kobj,
/*~ B-03 available_instances_show */
					struct device *dev, char *buf)
{
	struct sluice *sluice = container_of(dev, struct sluice, dev);

	return sprintf(buf, "%u\n", 8 - sluice->used);
}
static MDEV_TYPE_ATTR_RO(available_instances);

static ssize_t device_api_show(struct kobject *kobj, struct device *dev,
/*~ B-03 device_api_show */
			       char *buf)
{
	return sprintf(buf, "%s\n", VFIO_DEVICE_API_PCI_STRING);
}
static MDEV_TYPE_ATTR_RO(device_api);

static struct attribute *sluice_type_attrs[] = {
	&mdev_type_attr_name.attr,
	&mdev_type_attr_available_instances.attr,
	&mdev_type_attr_device_api.attr,
	NULL,
};

static struct attribute_group sluice_narrow_group = {
	.name = "narrow",
	.attrs = sluice_type_attrs,
};

static struct attribute_group sluice_broad_group = {
	.name = "broad",
	.attrs = sluice_type_attrs,
};

static struct attribute_group *sluice_type_groups[] = {
	&sluice_narrow_group,
	&sluice_broad_group,
	NULL,
};

static const struct mdev_parent_ops sluice_ops = {
/*~ M-16 mdev_parent_ops */
	.owner			= THIS_MODULE,
/*~ M-16 owner */
	.supported_type_groups	= sluice_type_groups,
/*~ M-14 supported_type_groups */
	.create			= gate_create,
/*~ M-02 create */
	.remove			= gate_remove,
/*~ M-05 remove */
	.open			= gate_open,
/*~ M-10 open */
	.read			= gate_read,
/*~ M-10 read */
};

int sluice_mdev_register(struct sluice *sluice)
{
	return mdev_register_device(&sluice->dev, &sluice_ops);
/*~ M-17 mdev_register_device */
}

void sluice_mdev_unregister(struct sluice *sluice)
{
	mdev_unregister_device(&sluice->dev);
/*~ M-19 mdev_unregister_device */
}
