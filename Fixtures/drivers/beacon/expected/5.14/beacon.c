// SPDX-License-Identifier: GPL-2.0
/*
 * A beacon that sends one of three signals. Which one follows from the end of
 * the type's name, compared without regard to case: a way of finding the type
 * that no index stands for.
 */
#include <linux/device.h>
#include <linux/uuid.h>
#include <linux/mdev.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/uaccess.h>
#include <linux/vfio.h>

struct beacon_signal {
	const char *word;
	u8 flashes;
};

static const struct beacon_signal beacon_signals[] = {
	{ .word = "ROCK", .flashes = 3 },
	{ .word = "REEF", .flashes = 5 },
	{ .word = "PORT", .flashes = 1 },
};

struct beacon {
	struct vfio_device vdev;
	const struct beacon_signal *signal;
	u32 nights;
};

static struct device *beacon_tower;

static const struct beacon_signal *beacon_find(const char *type_name)
{
	size_t length = strlen(type_name);
	int i;

	for (i = 0; i < ARRAY_SIZE(beacon_signals); i++)
		if (length >= 4 && !strcasecmp(type_name + length - 4,
					       beacon_signals[i].word))
			return &beacon_signals[i];

	return NULL;
}

static void beacon_type_name(struct mdev_type *mtype, char *name, size_t size);

static const struct vfio_device_ops beacon_dev_ops;
static void beacon_release_state(struct beacon *beacon);

static int beacon_probe(struct mdev_device *mdev)
{
	const struct beacon_signal *signal;
	struct beacon *beacon;
	char type_name[128];
	int ret;

	beacon_type_name(mdev->type, type_name, sizeof(type_name));
	signal = beacon_find(type_name);

	if (!signal)
		return -ENODEV;

	beacon = kzalloc(sizeof(*beacon), GFP_KERNEL);
	if (!beacon)
		return -ENOMEM;

	vfio_init_group_dev(&beacon->vdev, &mdev->dev, &beacon_dev_ops);

	beacon->signal = signal;
	dev_info(mdev_dev(mdev), "%s lights up\n", type_name);
	dev_set_drvdata(&mdev->dev, beacon);

	ret = vfio_register_group_dev(&beacon->vdev);
	if (ret) {
		beacon_release_state(beacon);
		return ret;
	}

	return 0;
}

static void beacon_release_state(struct beacon *beacon)
{
	kfree(beacon);
}

static void beacon_remove(struct mdev_device *mdev)
{
	struct beacon *beacon = dev_get_drvdata(&mdev->dev);

	vfio_unregister_group_dev(&beacon->vdev);
	beacon_release_state(beacon);
}

static int beacon_open(struct vfio_device *vdev)
{
	return 0;
}

static void beacon_release(struct vfio_device *vdev)
{
	struct beacon *beacon = container_of(vdev, struct beacon, vdev);

	beacon->nights++;
}

static ssize_t beacon_read(struct vfio_device *vdev, char __user *buf,
			   size_t count, loff_t *ppos)
{
	struct beacon *beacon = container_of(vdev, struct beacon, vdev);

	if (count != 1)
		return -EINVAL;

	return put_user(beacon->signal->flashes, buf) ? -EFAULT : 1;
}

static ssize_t name_show(struct mdev_type *mtype,
			 struct mdev_type_attribute *attr, char *buf)
{
	char type_name[128];

	beacon_type_name(mtype, type_name, sizeof(type_name));

	return sprintf(buf, "%s\n", type_name);
}
static MDEV_TYPE_ATTR_RO(name);

static ssize_t flashes_show(struct mdev_type *mtype,
			    struct mdev_type_attribute *attr, char *buf)
{
	const struct beacon_signal *signal;
	char type_name[128];

	beacon_type_name(mtype, type_name, sizeof(type_name));
	signal = beacon_find(type_name);

	return sprintf(buf, "%d of %s\n", signal ? signal->flashes : 0,
		       dev_name(mtype_get_parent_dev(mtype)));
}
static MDEV_TYPE_ATTR_RO(flashes);

static struct attribute *beacon_attrs[] = {
	&mdev_type_attr_name.attr,
	&mdev_type_attr_flashes.attr,
	NULL,
};

static struct attribute_group beacon_rock = {
	.name = "rock",
	.attrs = beacon_attrs,
};

static struct attribute_group beacon_port = {
	.name = "port",
	.attrs = beacon_attrs,
};

static struct attribute_group *beacon_types[] = {
	&beacon_rock,
	&beacon_port,
	NULL,
};

/* What the type's folder in sysfs is called. */
static void beacon_type_name(struct mdev_type *mtype, char *name, size_t size)
{
	snprintf(name, size, "%s-%s",
		 dev_driver_string(mtype_get_parent_dev(mtype)),
		 beacon_types[mtype_get_type_group_id(mtype)]->name);
}

static const struct vfio_device_ops beacon_dev_ops = {
	.name = "vfio-beacon",
	.open = beacon_open,
	.release = beacon_release,
	.read = beacon_read,
};

static struct mdev_driver beacon_driver = {
	.driver = {
		.name = "beacon",
		.owner = THIS_MODULE,
		.mod_name = KBUILD_MODNAME,
	},
	.probe = beacon_probe,
	.remove = beacon_remove,
};

static const struct mdev_parent_ops beacon_ops = {
	.owner = THIS_MODULE,
	.device_driver = &beacon_driver,
	.supported_type_groups = beacon_types,
};

static int __init beacon_init(void)
{
	int ret;

	beacon_tower = root_device_register("beacon");
	if (IS_ERR(beacon_tower))
		return PTR_ERR(beacon_tower);

	ret = mdev_register_driver(&beacon_driver);
	if (ret)
		goto undo_tower;

	ret = mdev_register_device(beacon_tower, &beacon_ops);
	if (ret)
		goto unregister_mdev_driver;

	return 0;

unregister_mdev_driver:
	mdev_unregister_driver(&beacon_driver);
undo_tower:
	root_device_unregister(beacon_tower);
	return ret;
}

static void __exit beacon_exit(void)
{
	mdev_unregister_device(beacon_tower);
	mdev_unregister_driver(&beacon_driver);
	root_device_unregister(beacon_tower);
}

module_init(beacon_init);
module_exit(beacon_exit);

MODULE_LICENSE("GPL");
