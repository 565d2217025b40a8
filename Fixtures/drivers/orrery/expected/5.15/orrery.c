// SPDX-License-Identifier: GPL-2.0
/*
 * orrery - mediated models of the solar system
 */
#include <linux/init.h>
#include <linux/module.h>
#include <linux/kernel.h>
#include <linux/device.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/string.h>
#include <linux/uaccess.h>
#include <linux/vfio.h>
#include <linux/mdev.h>

#define ORRERY_PLANETS	8

struct orrery {
	struct vfio_device vdev;
	spinlock_t lock;
	u16 angle[ORRERY_PLANETS];
	bool wound;
};

static struct device *orrery_table;

static void orrery_turn(struct orrery *orrery, unsigned int degrees)
{
	int i;

	spin_lock(&orrery->lock);
	for (i = 0; i < ORRERY_PLANETS; i++)
		orrery->angle[i] = (orrery->angle[i] + (degrees >> i)) % 360;
	spin_unlock(&orrery->lock);
}

static const struct vfio_device_ops orrery_dev_ops;
static void orrery_release_state(struct orrery *orrery);

static int orrery_probe(struct mdev_device *mdev)
{
	struct orrery *orrery = kzalloc(sizeof(*orrery), GFP_KERNEL);
	int ret;

	if (!orrery)
		return -ENOMEM;

	vfio_init_group_dev(&orrery->vdev, &mdev->dev, &orrery_dev_ops);

	spin_lock_init(&orrery->lock);
	dev_set_drvdata(&mdev->dev, orrery);

	ret = vfio_register_group_dev(&orrery->vdev);
	if (ret) {
		orrery_release_state(orrery);
		return ret;
	}

	return 0;
}

static void orrery_release_state(struct orrery *orrery)
{
	vfio_uninit_group_dev(&orrery->vdev);
	kfree(orrery);
}

static void orrery_remove(struct mdev_device *mdev)
{
	struct orrery *orrery = dev_get_drvdata(&mdev->dev);

	vfio_unregister_group_dev(&orrery->vdev);
	orrery_release_state(orrery);
}

static int orrery_open(struct vfio_device *vdev)
{
	container_of(vdev, struct orrery, vdev)->wound = true;
	return 0;
}

static void orrery_release(struct vfio_device *vdev)
{
	container_of(vdev, struct orrery, vdev)->wound = false;
}

static ssize_t orrery_read(struct vfio_device *vdev, char __user *buf,
			   size_t count, loff_t *ppos)
{
	struct orrery *orrery = container_of(vdev, struct orrery, vdev);
	u16 angle[ORRERY_PLANETS];

	if (count != sizeof(angle))
		return -EINVAL;

	spin_lock(&orrery->lock);
	memcpy(angle, orrery->angle, sizeof(angle));
	spin_unlock(&orrery->lock);
	return copy_to_user(buf, angle, sizeof(angle)) ? -EFAULT : count;
}

static ssize_t orrery_write(struct vfio_device *vdev, const char __user *buf,
			    size_t count, loff_t *ppos)
{
	struct orrery *orrery = container_of(vdev, struct orrery, vdev);
	u16 degrees;

	if (count != sizeof(degrees))
		return -EINVAL;
	if (copy_from_user(&degrees, buf, sizeof(degrees)))
		return -EFAULT;

	orrery_turn(orrery, degrees);
	return count;
}

static ssize_t wound_show(struct device *dev, struct device_attribute *attr,
			  char *buf)
{
	struct orrery *orrery = dev_get_drvdata(dev);

	return sprintf(buf, "%d\n", orrery->wound);
}
static DEVICE_ATTR_RO(wound);

static struct attribute *orrery_dev_attrs[] = {
	&dev_attr_wound.attr,
	NULL,
};
ATTRIBUTE_GROUPS(orrery_dev);

static struct attribute *orrery_type_attrs[] = { NULL };

static struct attribute_group orrery_type_group = {
	.name = "brass",
	.attrs = orrery_type_attrs,
};

static struct attribute_group *orrery_type_groups[] = {
	&orrery_type_group,
	NULL,
};

static const struct vfio_device_ops orrery_dev_ops = {
	.name = "vfio-orrery",
	.open_device = orrery_open,
	.close_device = orrery_release,
	.read = orrery_read,
	.write = orrery_write,
};

static struct mdev_driver orrery_driver = {
	.driver = {
		.name = "orrery",
		.owner = THIS_MODULE,
		.mod_name = KBUILD_MODNAME,
		.dev_groups = orrery_dev_groups,
	},
	.probe = orrery_probe,
	.remove = orrery_remove,
};

static const struct mdev_parent_ops orrery_ops = {
	.owner = THIS_MODULE,
	.device_driver = &orrery_driver,
	.supported_type_groups = orrery_type_groups,
};

static int __init orrery_init(void)
{
	int ret;

	orrery_table = root_device_register("orrery");
	if (IS_ERR(orrery_table))
		return PTR_ERR(orrery_table);

	ret = mdev_register_driver(&orrery_driver);
	if (ret) {
		root_device_unregister(orrery_table);
		return ret;
	}

	ret = mdev_register_device(orrery_table, &orrery_ops);
	if (ret) {
		mdev_unregister_driver(&orrery_driver);
		root_device_unregister(orrery_table);
	}
	return ret;
}

static void __exit orrery_exit(void)
{
	mdev_unregister_device(orrery_table);
	mdev_unregister_driver(&orrery_driver);
	root_device_unregister(orrery_table);
}

module_init(orrery_init);
module_exit(orrery_exit);

MODULE_LICENSE("GPL v2");
MODULE_DESCRIPTION("Mediated models of the solar system");
