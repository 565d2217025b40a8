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
	struct vfio_device vdev;
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

static void gate_type_name(struct mdev_type *mtype, char *name, size_t size);

static const struct vfio_device_ops gate_dev_ops;
static void gate_release_state(struct gate *gate);

static int gate_probe(struct mdev_device *mdev)
{
	const struct sluice_kind *sluice_kind;
	struct sluice *sluice = container_of(mdev_parent_dev(mdev),
					     struct sluice, dev);
	struct gate *gate;
	char type_name[128];
	int ret;

	gate_type_name(mdev->type, type_name, sizeof(type_name));
	sluice_kind = sluice_find(type_name);

	if (!sluice_kind)
		return -EINVAL;

	gate = kzalloc(sizeof(*gate), GFP_KERNEL);
	if (!gate)
		return -ENOMEM;

	vfio_init_group_dev(&gate->vdev, &mdev->dev, &gate_dev_ops);

	gate->mdev = mdev;
	gate->sluice = sluice;
	memset(gate->levels, sluice_kind->gates, sizeof(gate->levels));
	mutex_lock(&sluice->lock);
	sluice->used++;
	mutex_unlock(&sluice->lock);
	dev_set_drvdata(&mdev->dev, gate);

	ret = vfio_register_group_dev(&gate->vdev);
	if (ret) {
		gate_release_state(gate);
		return ret;
	}

	return 0;
}

static void gate_release_state(struct gate *gate)
{
	mutex_lock(&gate->sluice->lock);
	gate->sluice->used--;
	mutex_unlock(&gate->sluice->lock);
	kfree(gate);
}

static void gate_remove(struct mdev_device *mdev)
{
	struct gate *gate = dev_get_drvdata(&mdev->dev);

	vfio_unregister_group_dev(&gate->vdev);
	gate_release_state(gate);
}

static int gate_open(struct vfio_device *vdev)
{
	struct gate *gate = container_of(vdev, struct gate, vdev);

	gate->levels[0] = 1;
	return 0;
}

static ssize_t gate_read(struct vfio_device *vdev, char __user *buf,
			 size_t count, loff_t *ppos)
{
	struct gate *gate = container_of(vdev, struct gate, vdev);

	if (*ppos >= SLUICE_LEVELS)
		return 0;
	count = min_t(size_t, count, SLUICE_LEVELS - *ppos);
	if (copy_to_user(buf, gate->levels + *ppos, count))
		return -EFAULT;
	*ppos += count;
	return count;
}

static ssize_t name_show(struct mdev_type *mtype,
			 struct mdev_type_attribute *attr, char *buf)
{
	const char *name;
	const struct sluice_kind *kind;
	char type_name[128];

	gate_type_name(mtype, type_name, sizeof(type_name));
	name = type_name;
	kind = sluice_find(name);

	return sprintf(buf, "%u gates\n", kind ? kind->gates : 0);
}
static MDEV_TYPE_ATTR_RO(name);

static ssize_t available_instances_show(struct mdev_type *mtype,
					struct mdev_type_attribute *attr,
					char *buf)
{
	struct sluice *sluice =
		container_of(mtype_get_parent_dev(mtype), struct sluice, dev);

	return sprintf(buf, "%u\n", 8 - sluice->used);
}
static MDEV_TYPE_ATTR_RO(available_instances);

static ssize_t device_api_show(struct mdev_type *mtype,
			       struct mdev_type_attribute *attr, char *buf)
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

/* What the type's folder in sysfs is called. */
static void gate_type_name(struct mdev_type *mtype, char *name, size_t size)
{
	snprintf(name, size, "%s-%s",
		 dev_driver_string(mtype_get_parent_dev(mtype)),
		 sluice_type_groups[mtype_get_type_group_id(mtype)]->name);
}

static void gate_release(struct vfio_device *vdev)
{
}

static const struct vfio_device_ops gate_dev_ops = {
	.name			= "vfio-sluice",
	.release		= gate_release,
	.open			= gate_open,
	.read			= gate_read,
};

struct mdev_driver gate_driver = {
	.driver = {
		.name = "sluice",
		.owner = THIS_MODULE,
		.mod_name = KBUILD_MODNAME,
	},
	.probe = gate_probe,
	.remove = gate_remove,
	.supported_type_groups = sluice_type_groups,
};

int sluice_mdev_register(struct sluice *sluice)
{
	return mdev_register_device(&sluice->dev, &gate_driver);
}

void sluice_mdev_unregister(struct sluice *sluice)
{
	mdev_unregister_device(&sluice->dev);
}
