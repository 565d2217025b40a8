// SPDX-License-Identifier: GPL-2.0
/* Goes from host to host; its state moves with it. */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/device.h>
#include <linux/mdev.h>
#include <linux/vfio.h>

struct caravan {
	struct vfio_device vdev;
	u8 angle;
	bool moving;
};

static struct device *caravan_parent;
static atomic_t caravan_left = ATOMIC_INIT(3);
static const struct vfio_device_ops caravan_dev_ops;

static ssize_t caravan_read(struct vfio_device *vdev, char __user *buf,
			    size_t count, loff_t *ppos)
{
	struct caravan *caravan = container_of(vdev, struct caravan, vdev);

	if (count != 1 || put_user(caravan->angle, buf))
		return -EFAULT;
	return 1;
}

static struct file *caravan_set_state(struct vfio_device *vdev,
				      enum vfio_device_mig_state state)
{
	struct caravan *caravan = container_of(vdev, struct caravan, vdev);

	caravan->moving = state == VFIO_DEVICE_STATE_STOP_COPY;
	return NULL;
}

static int caravan_get_state(struct vfio_device *vdev,
			     enum vfio_device_mig_state *state)
{
	struct caravan *caravan = container_of(vdev, struct caravan, vdev);

	*state = caravan->moving ? VFIO_DEVICE_STATE_STOP_COPY :
				   VFIO_DEVICE_STATE_RUNNING;
	return 0;
}

static void caravan_free(struct caravan *caravan)
{
	vfio_uninit_group_dev(&caravan->vdev);
	kfree(caravan);
}

static int caravan_probe(struct mdev_device *mdev)
{
	struct caravan *caravan;
	int ret;

	if (atomic_dec_if_positive(&caravan_left) < 0)
		return -ENOSPC;
	ret = -ENOMEM;
	caravan = kzalloc(sizeof(*caravan), GFP_KERNEL);
	if (!caravan)
		goto err_left;
	vfio_init_group_dev(&caravan->vdev, &mdev->dev, &caravan_dev_ops);
	caravan->vdev.migration_flags = VFIO_MIGRATION_STOP_COPY;
	caravan->angle = 45;
	pr_debug("caravan %pUl\n", mdev_uuid(mdev));
	ret = vfio_register_emulated_iommu_dev(&caravan->vdev);
	if (ret)
		goto err_free;
	dev_set_drvdata(&mdev->dev, caravan);
	return 0;

err_free:
	caravan_free(caravan);
err_left:
	atomic_inc(&caravan_left);
	return ret;
}

static void caravan_remove(struct mdev_device *mdev)
{
	struct caravan *caravan = dev_get_drvdata(&mdev->dev);

	vfio_unregister_group_dev(&caravan->vdev);
	caravan_free(caravan);
	atomic_inc(&caravan_left);
}

static ssize_t available_instances_show(struct mdev_type *mtype,
					struct mdev_type_attribute *attr,
					char *buf)
{
	return sprintf(buf, "%d\n", atomic_read(&caravan_left));
}
static MDEV_TYPE_ATTR_RO(available_instances);

static struct attribute *caravan_type_attrs[] = {
	&mdev_type_attr_available_instances.attr,
	NULL,
};

static struct attribute_group caravan_type_group = {
	.name = "1",
	.attrs = caravan_type_attrs,
};

static struct attribute_group *caravan_type_groups[] = {
	&caravan_type_group,
	NULL,
};

static const struct vfio_device_ops caravan_dev_ops = {
	.name			= "vfio-caravan",
	.read			= caravan_read,
	.migration_set_state	= caravan_set_state,
	.migration_get_state	= caravan_get_state,
};

static struct mdev_driver caravan_driver = {
	.driver = {
		.name = "caravan",
		.owner = THIS_MODULE,
		.mod_name = KBUILD_MODNAME,
	},
	.probe = caravan_probe,
	.remove = caravan_remove,
	.supported_type_groups = caravan_type_groups,
};

static int __init caravan_init(void)
{
	int ret;

	ret = mdev_register_driver(&caravan_driver);
	if (ret)
		return ret;

	caravan_parent = root_device_register("caravan");
	if (IS_ERR(caravan_parent)) {
		ret = PTR_ERR(caravan_parent);
		goto err_driver;
	}

	ret = mdev_register_device(caravan_parent, &caravan_driver);
	if (ret)
		goto err_device;
	return 0;

err_device:
	root_device_unregister(caravan_parent);
err_driver:
	mdev_unregister_driver(&caravan_driver);
	return ret;
}

static void __exit caravan_exit(void)
{
	mdev_unregister_device(caravan_parent);
	root_device_unregister(caravan_parent);
	mdev_unregister_driver(&caravan_driver);
}

module_init(caravan_init);
module_exit(caravan_exit);
MODULE_LICENSE("GPL");
